import { heredocMarker } from '../../dockerfile/heredocs.ts';
import type { Dockerfile, Instruction, Stage, Word } from '../../dockerfile/model.ts';
import { finalStageOf } from '../../dockerfile/stages.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { copySourceOf } from '../copy-source.ts';
import { expandedCommandsOf } from '../expanded-commands.ts';
import { hasOption, parseArguments, type OptionSyntax } from '../options.ts';
import type { Rule } from '../rule.ts';
import { expandAt } from '../variables.ts';

// What ADD unpacks is a tar, plain or under gzip, bzip2 or xz. hadolint counts lzma, lzip and compress as well.
const archive = /\.(?:tar|gz|bz2|xz|tgz|txz|tbz2?|tb2)$/;
const decompressed = /\.(?:tar(?:\.(?:gz|bz2|xz))?|tgz|txz|tbz2?|tb2)$/;

// tar(1); its options without a dash are not looked at, as in hadolint.
const syntax: OptionSyntax = {
  long: new Set([
    '--directory',
    '--exclude',
    '--exclude-from',
    '--file',
    '--files-from',
    '--strip-components',
    '--transform',
    '--use-compress-program',
    '--xform',
  ]),
  short: 'bCfFgHIKLNTVX',
};

/** Options that leave out, rename or redirect what is unpacked: ADD does none of that. */
const selects = [
  '--exclude',
  '--exclude-from',
  '--files-from',
  '--strip-components',
  '--to-stdout',
  '--transform',
  '--xform',
  '-O',
  '-T',
  '-X',
];

const decompressors: ReadonlySet<string> = new Set(['bunzip2', 'gunzip', 'gzcat', 'uncompress', 'unxz', 'zcat']);

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** tar that takes all of an archive apart. */
function unpacksWhole({ invoked, args }: ShellCommand): boolean {
  if (invoked !== 'tar') return false;
  const given = parseArguments(args, syntax);
  if (!hasOption(given, '-x', '--extract', '--get') || hasOption(given, ...selects)) return false;
  return given.operands.length === 0 || !hasOption(given, '-f', '--file');
}

/** Base names of the archives that a stage unpacks, each with the last RUN that does. */
function findUnpacked(dockerfile: Dockerfile, { instructions }: Stage): Map<string, number> {
  const unpacked = new Map<string, number>();
  for (const run of instructions.filter(({ keyword }) => keyword === 'RUN')) {
    for (const command of expandedCommandsOf(dockerfile, run)) {
      const pattern = unpacksWhole(command) ? archive : decompressors.has(command.invoked) ? decompressed : null;
      const names = command.args.map(({ value }) => (value.startsWith('-') ? '' : baseName(value)));
      for (const name of names) if (pattern?.test(name)) unpacked.set(name, run.start);
    }
  }
  return unpacked;
}

/** The archives that a COPY brings, by the names that they have afterwards. */
function archivesOf(dockerfile: Dockerfile, copy: Instruction): { name: string; word: Word }[] {
  const words = copy.json ?? copy.words;
  const named = words
    .filter(({ raw }) => !heredocMarker(raw))
    .map((word) => ({ name: baseName(expandAt(dockerfile, copy, word.value) ?? word.value), word }))
    .filter(({ name }) => archive.test(name));
  return named.some(({ word }) => word === words.at(-1)) ? named.slice(-1) : named;
}

export const addArchives: Rule = {
  id: 'DL3010',
  source: 'hadolint',
  severity: 'info',
  summary: 'An archive is copied and then unpacked',
  help: 'The layer of the COPY keeps the archive beside what comes out of it. ADD unpacks a local tar archive on the way, and a bind mount lets RUN read it without storing it.',
  noFix: 'The COPY and the command that unpacks have to change together, and ADD keeps other owners than tar does.',
  examples: {
    bad: ['COPY app.tar.gz /opt/\nRUN tar -xzf /opt/app.tar.gz -C /opt'],
    good: ['ADD app.tar.gz /opt/', 'RUN --mount=type=bind,source=app.tar.gz,target=/app.tar.gz tar -xzf /app.tar.gz'],
  },
  check(dockerfile, report) {
    // The layers of other stages are no part of the image.
    const stage = finalStageOf(dockerfile);
    const unpacked = stage ? findUnpacked(dockerfile, stage) : new Map<string, number>();
    if (!stage || unpacked.size === 0) return;
    for (const copy of stage.instructions) {
      if (copy.keyword !== 'COPY' || copySourceOf(copy)) continue;
      const found = archivesOf(dockerfile, copy).find(({ name }) => (unpacked.get(name) ?? 0) > copy.start);
      if (found) report(copy, { at: found.word });
    }
  },
};
