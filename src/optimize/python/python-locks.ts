// Which packages a lock file of Python names: poetry.lock and uv.lock in TOML, Pipfile.lock in JSON. Versions, sources and hashes
// are not looked at.
import type { ProjectFolder } from '../project-folder.ts';
import { normalName } from './python-requirements.ts';
import { Remembered } from '../remembered.ts';
import { readTomlTables } from './toml-tables.ts';

/** Those that install from a lock file of their own, into a virtual environment. */
export type LockingManager = 'poetry' | 'uv' | 'Pipenv';

export const lockFiles: Readonly<Record<LockingManager, { readonly manifest: string; readonly lock: string }>> = {
  poetry: { manifest: 'pyproject.toml', lock: 'poetry.lock' },
  uv: { manifest: 'pyproject.toml', lock: 'uv.lock' },
  Pipenv: { manifest: 'Pipfile', lock: 'Pipfile.lock' },
};

const longest = 1_000_000;

/** Packages of developers alone, as Poetry marks them: `groups = ["dev"]` since version 2, `category = "dev"` before 1.5. */
const isMarked = (line: string): boolean =>
  (/^groups\s*=/.test(line) && !/["']main["']/.test(line)) || /^category\s*=\s*["']dev["']/.test(line);

function readTomlLock(text: string, withDevelopment: boolean): string[] | null {
  // Its tables of one name would become one: they are read for their form alone. `package = []` names none.
  const tables = readTomlTables(text);
  if (!tables?.has('package') && !tables?.get('')?.has('package') && !tables?.get('')?.has('version')) return null;
  const names: string[] = [];
  let [name, isLeft, isPackage] = ['', false, false];
  const close = (): void => {
    if (name !== '' && (withDevelopment || !isLeft)) names.push(normalName(name));
    [name, isLeft] = ['', false];
  };
  for (const written of text.split('\n')) {
    const line = written.trim();
    if (line.startsWith('[[') || line.startsWith('[')) {
      if (line.startsWith('[[')) close();
      isPackage = line === '[[package]]';
    } else if (isPackage) {
      name = /^name\s*=\s*["']([A-Za-z\d][\w.-]{0,200})["']/.exec(line)?.[1] ?? name;
      isLeft ||= isMarked(line);
    }
  }
  close();
  return names;
}

const keysOf = (value: unknown): string[] => (typeof value === 'object' && value !== null ? Object.keys(value) : []);

function readPipfileLock(text: string, withDevelopment: boolean): string[] | null {
  try {
    const lock = JSON.parse(text) as unknown;
    if (typeof lock !== 'object' || lock === null || !('default' in lock)) return null;
    const develop = withDevelopment && 'develop' in lock ? keysOf(lock.develop) : [];
    return [...keysOf(lock.default), ...develop].map(normalName);
  } catch {
    return null;
  }
}

const remembered = new Remembered<readonly string[] | null>();

/** What the lock file at the top of a folder names; null where it is not there, was not read or is damaged. */
export function packagesLocked(
  folder: ProjectFolder,
  manager: LockingManager,
  withDevelopment: boolean,
): readonly string[] | null {
  const text = folder.textOf(lockFiles[manager].lock);
  if (text === null) return null;
  return remembered.of(folder, `${manager} ${withDevelopment}`, () => readLock(manager, text, withDevelopment));
}

/** Names of packages in their normal form; null for a file that is damaged, too large, or none. */
export function readLock(manager: LockingManager, text: string, withDevelopment: boolean): string[] | null {
  if (text.length > longest) return null;
  return manager === 'Pipenv' ? readPipfileLock(text, withDevelopment) : readTomlLock(text, withDevelopment);
}
