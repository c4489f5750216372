import type { Dockerfile, Instruction, Word } from '../../dockerfile/model.ts';
import { instructionsOf } from '../instructions.ts';
import type { Rule } from '../rule.ts';
import { expandAt } from '../variables.ts';

/** A git repository over http ends in .git; its commit can be named in the address. */
const isDownload = (source: string): boolean => /^https?:\/\//i.test(source) && !/\.git(?:[#?]|$)/.test(source);

function uncheckedSource(dockerfile: Dockerfile, add: Instruction): Word | null {
  if (add.flags.some((flag) => flag.name === 'checksum' && flag.value)) return null;
  const expand = (text: string): string => expandAt(dockerfile, add, text) ?? text;
  return (add.json ?? add.words).slice(0, -1).find(({ value }) => isDownload(expand(value))) ?? null;
}

export const addChecksum: Rule = {
  id: 'PL1007',
  source: 'plimsoll',
  severity: 'warning',
  summary: 'ADD takes a file from the network without a checksum',
  help: 'Whatever the server sends at build time becomes part of the image. Add --checksum=sha256:… so that another file ends the build.',
  noFix: 'The checksum is that of a file on the network, which this page does not fetch.',
  examples: {
    bad: ['ADD https://example.com/tool.tar.gz /opt/'],
    good: [
      'ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/a /a',
      'ADD tool.tar.gz /opt/',
    ],
  },
  check(dockerfile, report) {
    for (const add of instructionsOf(dockerfile, 'ADD')) {
      const source = uncheckedSource(dockerfile, add);
      if (source) report(add, { at: source });
    }
  },
};
