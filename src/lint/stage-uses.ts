import type { Dockerfile, Flag, Span } from '../dockerfile/model.ts';
import { instructionsOf } from './instructions.ts';

/** Where a flag as written holds `from=name`: `--from=name`, or a field of a mount. */
function fromIn(source: string, { start, end }: Flag, name: string): Span[] {
  const spans: Span[] = [];
  let at = start;
  for (const field of source.slice(start, end).split(',')) {
    const equals = field.lastIndexOf('from=');
    const isFrom = /^(?:--(?:mount=)?)?from=/.test(field) && field.slice(equals + 5).toLowerCase() === name;
    if (isFrom) spans.push({ start: at + equals + 5, end: at + field.length });
    at += field.length + 1;
  }
  return spans;
}

/** Every place that uses a stage under its name, in any case: FROM, COPY --from, a mount of RUN. `name` in lower case. */
export function stageUses(dockerfile: Dockerfile, name: string): Span[] {
  const copies = [...instructionsOf(dockerfile, 'COPY'), ...instructionsOf(dockerfile, 'RUN')];
  return [
    ...dockerfile.stages.flatMap(({ from }) => from.words.slice(0, 1).filter(({ raw }) => raw.toLowerCase() === name)),
    ...copies.flatMap(({ flags }) => flags.flatMap((flag) => fromIn(dockerfile.text, flag, name))),
  ];
}
