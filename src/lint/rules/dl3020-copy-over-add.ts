import type { Dockerfile, Instruction, Word } from '../../dockerfile/model.ts';
import { heredocMarker } from '../../dockerfile/heredocs.ts';
import { perFile } from '../../dockerfile/per-file.ts';
import { isRemoteSource } from '../copy-source.ts';
import { replaceBy, type Fix } from '../fix.ts';
import { directInstructionsOf } from '../instructions.ts';
import type { Rule } from '../rule.ts';
import { expandAt } from '../variables.ts';
import { writtenLike } from '../written-keyword.ts';

const archive = /\.(tar|gz|bz2|xz|z|tz|lz|lzma|tgz|tlz|txz|tbz|tbz2|tb2|tpz|tar\.zst|tzst)$/;

/** hadolint takes git addresses for files. */
export const needsAdd = (source: string): boolean => isRemoteSource(source) || archive.test(source.toLowerCase());

function plainSource(dockerfile: Dockerfile, add: Instruction): Word | null {
  const sources = (add.json ?? add.words).slice(0, -1);
  // ADD unpacks what it is told to, whatever its name.
  if (add.flags.some((flag) => flag.name === 'unpack' && flag.value?.toLowerCase() !== 'false')) return null;
  const expand = (text: string): string => expandAt(dockerfile, add, text) ?? text;
  return sources.find((source) => !heredocMarker(source.raw) && !needsAdd(expand(source.value))) ?? null;
}

/** COPY has neither: what is fetched, or whether an archive is unpacked. */
const flagsOfAdd: ReadonlySet<string> = new Set(['checksum', 'keep-git-dir', 'unpack']);

/** A name that can only be one file or folder, none of which ADD would fetch or unpack. */
const isPlainName = ({ raw }: Word): boolean =>
  heredocMarker(raw) !== null || !(/[$*?[\\]|:\/\//.test(raw) || needsAdd(raw.replace(/["']/g, '')));

function isCopyTarget({ raw, value }: Word, sources: number, hasWorkdir: boolean): boolean {
  const isAbsolute = value.startsWith('/') || (value.startsWith('$') && !raw.startsWith("'"));
  return (hasWorkdir || isAbsolute) && (sources === 1 || value.endsWith('/'));
}

/** Where the first WORKDIR of each stage stands, by the stage's number. */
const firstWorkdirs = perFile(({ stages }) =>
  stages.map(({ instructions }) => instructions.find(({ keyword }) => keyword === 'WORKDIR')?.start ?? Infinity),
);

/** Null where ADD may do more than COPY, or where COPY's own rules would speak of the target. */
function toCopy(dockerfile: Dockerfile, add: Instruction): Fix | null {
  const operands = add.json ?? add.words;
  const target = operands.at(-1);
  const sources = operands.slice(0, -1);
  const hasWorkdir = (firstWorkdirs(dockerfile)[add.stage] ?? Infinity) < add.start;
  if (!target || !isCopyTarget(target, sources.length, hasWorkdir)) return null;
  if (add.flags.some(({ name }) => flagsOfAdd.has(name)) || !sources.every(isPlainName)) return null;
  return { title: 'Use COPY', edits: [replaceBy(add.keywordSpan, writtenLike(dockerfile, add, 'COPY'))] };
}

export const copyOverAdd: Rule = {
  id: 'DL3020',
  source: 'hadolint',
  severity: 'error',
  summary: 'ADD copies plain local files',
  help: 'ADD also downloads and unpacks, so a reader has to look twice at what it does. COPY is enough for files and folders of the build context.',
  fixes: 'reviewed',
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
      if (source) report(add, { at: source, fix: toCopy(dockerfile, add) });
    }
  },
};
