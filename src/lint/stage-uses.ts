import type { Dockerfile, Flag, Span } from '../dockerfile/model.ts';
import { instructionsOf } from './instructions.ts';

/** Where a flag as written holds `from=…`: `--from=name`, or a field of a mount. */
function fromIn(source: string, { start, end }: Flag): Span[] {
  const spans: Span[] = [];
  let at = start;
  for (const field of source.slice(start, end).split(',')) {
    const [before] = /^(?:--(?:mount=)?)?from=/.exec(field) ?? [];
    if (before !== undefined) spans.push({ start: at + before.length, end: at + field.length });
    at += field.length + 1;
  }
  return spans;
}

/** By name in lower case: every place that may name a stage, written in any case: FROM, COPY --from, a mount of RUN. */
export function stageUses(dockerfile: Dockerfile): Map<string, Span[]> {
  const copies = [...instructionsOf(dockerfile, 'COPY'), ...instructionsOf(dockerfile, 'RUN')];
  const places = [
    ...dockerfile.stages.flatMap(({ from }): Span[] => from.words.slice(0, 1)),
    ...copies.flatMap(({ flags }) => flags.flatMap((flag) => fromIn(dockerfile.text, flag))),
  ];
  const uses = new Map<string, Span[]>();
  for (const place of places) {
    const name = dockerfile.text.slice(place.start, place.end).toLowerCase();
    const known = uses.get(name);
    if (known) known.push(place);
    else uses.set(name, [place]);
  }
  return uses;
}
