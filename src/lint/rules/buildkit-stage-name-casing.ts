import { replaceBy } from '../fix.ts';
import type { Rule } from '../rule.ts';
import { stageUses } from '../stage-uses.ts';

export const stageNameCasing: Rule = {
  id: 'StageNameCasing',
  source: 'buildkit',
  severity: 'warning',
  summary: 'The name of the stage is not in lower case',
  help: 'The builder turns stage names into lower case, and FROM does not find a stage under a name with capitals. Write the name in lower case here and where it is used.',
  fixes: 'safe',
  examples: {
    bad: ['FROM debian:12 AS Build'],
    good: ['FROM debian:12 AS build', 'FROM debian:12'],
  },
  check(dockerfile, report) {
    const uses = stageUses(dockerfile);
    for (const { from } of dockerfile.stages) {
      const [, , name] = from.words;
      if (!name || from.words.length > 3 || name.raw === name.raw.toLowerCase()) continue;
      const lower = name.raw.toLowerCase();
      // Of several stages with the name the first takes them along.
      const named = uses.get(lower) ?? [];
      uses.delete(lower);
      const others = named.filter(({ start, end }) => dockerfile.text.slice(start, end) !== lower);
      const edits = [name, ...others].map((use) => replaceBy(use, lower));
      const message = `The name of the stage, ${name.raw}, is not in lower case`;
      report(from, { at: name, message, fix: { title: `Write ${lower}`, edits } });
    }
  },
};
