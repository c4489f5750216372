import type { Dockerfile, Instruction, Stage } from '../../dockerfile/model.ts';
import { copySourceOf } from '../copy-source.ts';
import { labelsOf, schemaOf } from '../labels.ts';
import { mountsOf } from '../mounts.ts';
import type { Rule } from '../rule.ts';

/** What COPY and mounts take files from: the name of a stage in small letters, its number, or an image. */
function sourcesOf(instruction: Instruction): string[] {
  if (instruction.keyword === 'COPY') return [copySourceOf(instruction)?.source ?? ''];
  if (instruction.keyword === 'RUN')
    return mountsOf(instruction).map((mount) => mount.get('from')?.toLowerCase() ?? '');
  return [];
}

/** The stages that others are built from or take files of: what they lack is no matter of the image. */
function usedStages({ stages }: Dockerfile): Set<number> {
  const used = new Set<number>();
  const byName = new Map<string, number>();
  for (const { index, name, baseStage, instructions } of stages) {
    if (baseStage !== null) used.add(baseStage);
    for (const source of instructions.flatMap(sourcesOf)) {
      const found = byName.get(source) ?? (/^\d+$/.test(source) ? Number(source) : index);
      if (found < index) used.add(found);
    }
    if (name) byName.set(name.toLowerCase(), index);
  }
  return used;
}

/** The names of the schema that a stage sets. */
function namesOf(dockerfile: Dockerfile, { instructions }: Stage, schema: ReadonlyMap<string, unknown>): string[] {
  return instructions
    .filter(({ keyword }) => keyword === 'LABEL')
    .flatMap((instruction) => labelsOf(dockerfile, instruction))
    .map(({ name }) => name ?? '')
    .filter((name) => schema.has(name));
}

export const requiredLabel: Rule = {
  id: 'DL3049',
  source: 'hadolint',
  severity: 'info',
  summary: 'A label of the schema is missing',
  help: 'The configuration lists the labels that an image must have, so that tools can rely on them. Set the label in this stage, or in one that it is built from.',
  noFix: 'What the label is to say is for you to know.',
  examples: {
    bad: ['LABEL description="An app"', 'FROM debian:12 AS build\nLABEL version=1.2.3\nFROM alpine:3'],
    good: [
      'LABEL version=1.2.3',
      'FROM debian:12 AS build\nFROM alpine:3\nCOPY --from=build /a /b\nLABEL version=1.2.3',
    ],
    config: { labelSchema: { version: 'semver' } },
  },
  check(dockerfile, report, config) {
    const schema = schemaOf(config);
    if (schema.size === 0) return;
    const used = usedStages(dockerfile);
    const set: ReadonlySet<string>[] = [];
    for (const stage of dockerfile.stages) {
      const inherited = set[stage.baseStage ?? -1] ?? [];
      const names = new Set([...inherited, ...namesOf(dockerfile, stage, schema)]);
      set.push(names);
      if (used.has(stage.index)) continue;
      for (const name of schema.keys()) {
        if (names.has(name)) continue;
        report(stage.from, { at: stage.from.words[0], message: `The label ${name} of the schema is missing` });
      }
    }
  },
};
