import type { Dockerfile, Instruction, Word } from '../../dockerfile/model.ts';
import { heredocMarker } from '../../dockerfile/heredocs.ts';
import { directInstructionsOf } from '../instructions.ts';
import type { Rule } from '../rule.ts';
import { expandAt } from '../variables.ts';

const archive = /\.(tar|gz|bz2|xz|z|tz|lz|lzma|tgz|tlz|txz|tbz|tbz2|tb2|tpz|tar\.zst|tzst)$/;

/** http(s), and the git addresses that BuildKit clones; hadolint takes the latter for files. */
const isRemote = (source: string): boolean => /^(https?|git|ssh):\/\//.test(source) || /^[\w.-]+@[\w.-]+:/.test(source);

const needsAdd = (source: string): boolean => isRemote(source) || archive.test(source.toLowerCase());

function plainSource(dockerfile: Dockerfile, add: Instruction): Word | null {
  const sources = (add.json ?? add.words).slice(0, -1);
  // ADD unpacks what it is told to, whatever its name.
  if (add.flags.some((flag) => flag.name === 'unpack' && flag.value?.toLowerCase() !== 'false')) return null;
  const expand = (text: string): string => expandAt(dockerfile, add, text) ?? text;
  return sources.find((source) => !heredocMarker(source.raw) && !needsAdd(expand(source.value))) ?? null;
}

export const copyOverAdd: Rule = {
  id: 'DL3020',
  source: 'hadolint',
  severity: 'error',
  summary: 'ADD copies plain local files',
  help: 'ADD also downloads and unpacks, so a reader has to look twice at what it does. COPY is enough for files and folders of the build context.',
  examples: {
    bad: ['ADD app.py /srv/', 'ADD . /srv'],
    good: [
      'COPY app.py /srv/',
      'ADD rootfs.tar.gz /',
      'ADD https://example.com/a /a',
      'ADD git@github.com:moby/buildkit.git#v0.12 /src',
    ],
  },
  check(dockerfile, report) {
    for (const add of directInstructionsOf(dockerfile, 'ADD')) {
      const source = plainSource(dockerfile, add);
      if (source) report(add, { at: source });
    }
  },
};
