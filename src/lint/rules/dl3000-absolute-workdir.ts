import type { Dockerfile, Instruction, Word } from '../../dockerfile/model.ts';
import { replaceBy, type Fix } from '../fix.ts';
import { directInstructionsOf } from '../instructions.ts';
import type { Rule } from '../rule.ts';

/** `/app`, `$HOME/app`, `C:\app`; `\app` is absolute on Windows, and is only left so where the backtick escapes. */
const isAbsolute = (path: string): boolean => /^([/$\\]|[a-zA-Z]:)/.test(path);

const isPlain = ({ raw, value }: Word): boolean => raw === value && /^[\w./-]+$/.test(raw) && !raw.includes('..');

/** The folder that each WORKDIR starts from, where the file tells it. */
function foldersBefore(dockerfile: Dockerfile): ReadonlyMap<Instruction, string> {
  const folders = new Map<Instruction, string>();
  const atEnd: (string | null)[] = [];
  for (const { baseStage, instructions } of dockerfile.stages) {
    let folder = baseStage === null ? null : (atEnd[baseStage] ?? null);
    for (const instruction of instructions.filter(({ keyword }) => keyword === 'WORKDIR')) {
      if (folder !== null) folders.set(instruction, folder);
      const [path] = instruction.words;
      if (!path || !isPlain(path)) folder = null;
      else if (path.value.startsWith('/')) folder = path.value;
      else folder = folder && join(folder, path.value);
      if (folder !== null && folder.length > pathLimit) folder = null;
    }
    atEnd.push(folder);
  }
  return folders;
}

/** Many relative paths in a row would add up. */
const pathLimit = 1_000;

const join = (folder: string, path: string): string => `${folder.replace(/\/$/, '')}/${path.replace(/^\.\//, '')}`;

const fixPath = (path: Word, folder: string | undefined): Fix | null =>
  folder !== undefined && isPlain(path)
    ? { title: 'Write the whole path', edits: [replaceBy(path, join(folder, path.value))] }
    : null;

export const absoluteWorkdir: Rule = {
  id: 'DL3000',
  source: 'hadolint',
  severity: 'error',
  summary: 'WORKDIR is a relative path',
  help: 'A relative WORKDIR is taken from the one before it, possibly one of the base image that changes later. Write the whole path.',
  fixes: 'safe',
  noFix:
    'Only where an absolute WORKDIR stands above; the working directory of the base image is not in the Dockerfile.',
  examples: {
    bad: ['WORKDIR app', 'WORKDIR /srv\nWORKDIR ./src'],
    good: ['WORKDIR /app', 'WORKDIR $APP_HOME', 'WORKDIR C:\\\\app'],
  },
  check(dockerfile, report) {
    const folders = foldersBefore(dockerfile);
    for (const workdir of directInstructionsOf(dockerfile, 'WORKDIR')) {
      const path = workdir.words[0];
      if (path && path.value !== '' && !isAbsolute(path.value)) {
        report(workdir, { at: path, fix: fixPath(path, folders.get(workdir)) });
      }
    }
  },
};
