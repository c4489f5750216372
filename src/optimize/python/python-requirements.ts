// What a requirements file of pip names. https://pip.pypa.io/en/stable/reference/requirements-file-format/

export interface Requirements {
  /** Names of packages in their normal form: `scikit-learn`. */
  readonly packages: readonly string[];
  /** Other files of requirements and constraints, relative to this one. */
  readonly files: readonly string[];
  /** It installs something out of the folder itself: `-e .`, `./lib`, `file:…`. */
  readonly isLocal: boolean;
  /** It fetches something with git or the like. */
  readonly fetchesSources: boolean;
}

const longest = 1_000_000;

/** https://packaging.python.org/en/latest/specifications/name-normalization/ */
export const normalName = (name: string): string => name.replace(/[-_.]+/g, '-').toLowerCase();

const fileOption = /^(?:-r|-c|--requirement|--constraint)(?:\s*=\s*|\s+|(?=[^\s=-]))(\S+)/;

/** Null for a file that is too large, or that is none: what neither is an option nor begins as a name does. */
export function readRequirements(text: string): Requirements | null {
  if (text.length > longest) return null;
  const packages: string[] = [];
  const files: string[] = [];
  let [isLocal, fetchesSources] = [false, false];
  for (const written of text
    .replace(/^\uFEFF/, '')
    .replace(/\\\r?\n/g, ' ')
    .split('\n')) {
    // prettier-ignore
    const line = written.replace(/(?:^|\s)#.*$/, '').trim();
    const [, file] = fileOption.exec(line) ?? [];
    const [name] = /^[A-Za-z\d][\w.-]*/.exec(line) ?? [];
    if (line === '') continue;
    if (/(?:^|[\s@])(?:git|hg|svn|bzr)\+/.test(line)) fetchesSources = true;
    if (file !== undefined) files.push(file.replace(/^\.\//, ''));
    else if (/^(?:-e|--editable)\b/.test(line)) isLocal ||= !/\+|:\/\//.test(line);
    else if (/^(?:\.|\/|file:)|@\s*file:/.test(line) || /^[\w.-]+\//.test(line)) isLocal = true;
    else if (/^\w+\+|:\/\//.test(line) && !line.includes('@ ')) continue;
    else if (name !== undefined) packages.push(normalName(name));
    else if (!line.startsWith('-')) return null;
  }
  return { packages, files, isLocal, fetchesSources };
}

/** Beside a file in a folder: `requirements/prod.txt` and `base.txt` give `requirements/base.txt`. Null where it leads out. */
export function besideFile(path: string, name: string): string | null {
  const parts = path.split('/').slice(0, -1);
  for (const part of name.split('/')) {
    if (part === '..' && parts.pop() === undefined) return null;
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** More files of requirements name each other in no project. */
const mostFiles = 50;

export interface AllRequirements extends Omit<Requirements, 'files'> {
  /** Every file that was read, the given ones first. */
  readonly files: readonly string[];
}

/** Some requirements files with all that they name; null where one is missing, damaged or was not read. */
export function readAllRequirements(
  paths: readonly string[],
  textOf: (path: string) => string | null,
): AllRequirements | null {
  const files = [...paths];
  const packages = new Set<string>();
  let [isLocal, fetchesSources] = [false, false];
  for (let at = 0; at < files.length; at++) {
    const path = files[at] ?? '';
    const text = files.length > mostFiles ? null : textOf(path);
    const read = text === null ? null : readRequirements(text);
    if (!read) return null;
    for (const name of read.packages) packages.add(name);
    isLocal ||= read.isLocal;
    fetchesSources ||= read.fetchesSources;
    for (const name of read.files) {
      const other = name.includes('://') ? null : besideFile(path, name);
      if (other === null) return null;
      if (!files.includes(other)) files.push(other);
    }
  }
  return { packages: [...packages], files, isLocal, fetchesSources };
}
