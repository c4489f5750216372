// Which package a file came with, from the lists of files that package managers keep as texts: dpkg's `info/*.list` (one
// absolute path a line), the sums that distroless images have in their place (`status.d/*.md5sums`), apk's `installed` (P:
// package, F: folder, R: file in the folder before it; a blank line ends a package) and pacman's `local/*/files`.
// rpm's database is binary and is not read.

const limits = {
  /** Of all packages. */
  paths: 2_000_000,
  /** Of one path, which Linux takes no longer: a folder's name before each of its files fills the memory else. */
  pathLength: 4096,
} as const;

/** The package of each path that any list names; of several packages, the first. */
export type PackagesByPath = Map<string, string>;

function note(packages: PackagesByPath, path: string, name: string): void {
  if (path.length > limits.pathLength) return;
  if (packages.size < limits.paths && !packages.has(path)) packages.set(path, name);
}

/** The lines of a text, one by one: lists are long. */
function* linesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length;) {
    const end = text.indexOf('\n', at);
    yield text.slice(at, end < 0 ? text.length : end);
    at = end < 0 ? text.length : end + 1;
  }
}

/** `md5sum` of each file: 32 digits, two characters, and the path without its slash in front. Settings are not among them. */
export function readMd5sums(packages: PackagesByPath, fileName: string, text: string): void {
  const name = fileName.replace(/\.md5sums$/, '');
  for (const line of linesOf(text)) {
    if (line[32] === ' ' && line.length > 34) note(packages, `/${line.slice(34).replace(/^\.?\//, '')}`, name);
  }
}

/** `%FILES%`, a path a line without its slash in front, folders with one behind, and a blank line. `folder`: `bash-5.2-1`. */
export function readPacmanFiles(packages: PackagesByPath, folder: string, text: string): void {
  const name = folder.replace(/-[^-]*-[^-]*$/, '');
  let isListed = false;
  for (const line of linesOf(text)) {
    if (line === '' || line.startsWith('%')) isListed = line === '%FILES%';
    else if (isListed) note(packages, `/${line.endsWith('/') ? line.slice(0, -1) : line}`, name);
  }
}

/** `fileName`: `libc6:amd64.list`. */
export function readDpkgList(packages: PackagesByPath, fileName: string, text: string): void {
  const name = fileName.replace(/(?::[^:]*)?\.list$/, '');
  for (const line of linesOf(text)) if (line.startsWith('/') && line !== '/.') note(packages, line, name);
}

export function readApkInstalled(packages: PackagesByPath, text: string): void {
  let [name, folder] = ['', ''];
  for (const line of linesOf(text)) {
    if (line === '') [name, folder] = ['', ''];
    else if (line.startsWith('P:')) name = line.slice(2);
    else if (line.startsWith('F:')) {
      folder = line.length > 2 ? `/${line.slice(2)}` : '';
      if (name !== '' && folder !== '') note(packages, folder, name);
    } else if (line.startsWith('R:') && name !== '') note(packages, `${folder}/${line.slice(2)}`, name);
  }
}

const merged = /^(?:\/usr)?(\/(?:bin|sbin|lib|lib32|lib64|libx32)\/)/;

/** The same path with or without /usr, where a link may have joined the two; null where none does. */
export function otherForm(path: string): string | null {
  if (!merged.test(path)) return null;
  return path.startsWith('/usr/') ? path.slice('/usr'.length) : `/usr${path}`;
}
