// What pip left in an image: the folders beside each package tell its name, and the names of its files whether it was compiled.
import type { ImageEvidence } from '../evidence.ts';

export interface PythonPackages {
  /** `/usr/local/lib/python3.12/site-packages`. */
  readonly directory: string;
  /** Names of packages, without those that come with Python; as pip writes them. */
  readonly own: readonly string[];
}

const roots = ['/usr/local/lib', '/usr/lib', '/opt/venv/lib', '/venv/lib', '/app/.venv/lib'];
const withPython: ReadonlySet<string> = new Set(['pip', 'setuptools', 'wheel']);

/** Null where no folder of them is there. */
export function findPythonPackages(image: ImageEvidence): PythonPackages | null {
  let first: PythonPackages | null = null;
  for (const root of roots) {
    for (const version of image.namesIn(root).filter((name) => /^python\d(?:\.\d+)?$/.test(name))) {
      const directory = `${root}/${version}/site-packages`;
      const names = image
        .namesIn(directory)
        .flatMap((name) => /^(.+?)-[^-]*\.(?:dist|egg)-info$/.exec(name)?.[1] ?? []);
      const found = { directory, own: [...new Set(names)].filter((name) => !withPython.has(name)) };
      if (found.own.length > 0) return found;
      if (image.has(directory)) first ??= found;
    }
  }
  return first;
}
