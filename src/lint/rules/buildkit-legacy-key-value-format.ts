import { isOldForm } from '../build-operands.ts';
import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { buildPlanOf } from '../build-plan.ts';
import { insertAt, replaceBy, type Fix } from '../fix.ts';
import type { Rule } from '../rule.ts';

/** `name=value`; null where the blanks of the value stand beside quotes or escapes that mean something already. */
function withEquals({ text, escape }: Dockerfile, { words }: Instruction): Fix | null {
  const [name, first, ...rest] = words;
  const last = rest.at(-1);
  if (!name || !first || text.slice(name.end, first.start).includes('#')) return null;
  const title = `Write ${name.raw}=…`;
  const gap = { start: name.end, end: first.start };
  if (!last) return { title, edits: [replaceBy(gap, '=')] };
  const value = text.slice(first.start, last.end);
  const isPlain = [first, ...rest].every(({ raw }) => !/["']/.test(raw) && !raw.includes(escape));
  if (isPlain) return { title, edits: [replaceBy(gap, '="'), insertAt(last.end, '"')] };
  if (/['\n]/.test(value) || value.includes(escape)) return null;
  const quoted = `="${value.replaceAll('"', '')}"`;
  return { title, edits: [replaceBy({ start: name.end, end: last.end }, quoted)] };
}

export const legacyKeyValueFormat: Rule = {
  id: 'LegacyKeyValueFormat',
  source: 'buildkit',
  severity: 'warning',
  summary: 'ENV or LABEL is written with a blank in place of the equals sign',
  help: 'In this old form everything up to the end of the line is the value, so a second pair is lost in it. Write name=value, with quotes around a value that holds blanks.',
  fixes: 'safe',
  noFix: 'Only where name and value are written so that quotes keep their meaning.',
  examples: {
    bad: ['ENV LANG C.UTF-8', 'LABEL maintainer Dev Team'],
    good: ['ENV LANG=C.UTF-8', 'LABEL maintainer="Dev Team"', 'ENV A=1 B=2'],
  },
  check(dockerfile, report, config) {
    // What ONBUILD registered comes again in every stage.
    const fixes = new Map<Instruction, Fix | null>();
    for (const { instruction, place, directive, names } of buildPlanOf(dockerfile, config).steps) {
      const { keyword, words } = instruction;
      if ((keyword !== 'ENV' && keyword !== 'LABEL') || !isOldForm(instruction)) continue;
      const known = fixes.get(instruction);
      const fix = known === undefined ? withEquals(dockerfile, instruction) : known;
      fixes.set(instruction, fix);
      const message = `${keyword} ${words[0]?.raw ?? ''} has no equals sign: write ${keyword} name=value`;
      report(place, { at: names[0]?.at ?? place, directive, message, fix });
    }
  },
};
