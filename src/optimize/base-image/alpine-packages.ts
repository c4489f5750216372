// Packages of Debian that Alpine has as well: programs with the same commands, and data. Libraries are left out: who needs one was
// compiled for it. Names as pkgs.alpinelinux.org lists them for 3.19 to 3.22, noted on 2026-11-27.

const sameName = [
  'bash', 'bzip2', 'ca-certificates', 'curl', 'dumb-init', 'file', 'git', 'gzip', 'jq', 'less', 'make', 'netcat-openbsd',
  'openssh-client', 'openssl', 'procps', 'rsync', 'tar', 'tini', 'tree', 'tzdata', 'unzip', 'wget', 'zip',
]; // prettier-ignore

const otherName: Readonly<Record<string, string>> = {
  'bind9-dnsutils': 'bind-tools',
  dnsutils: 'bind-tools',
  'iputils-ping': 'iputils',
  sqlite3: 'sqlite',
  'xz-utils': 'xz',
};

/** By the name that Debian gives it. */
export const alpinePackages: ReadonlyMap<string, string> = new Map([
  ...sameName.map((name) => [name, name] as const),
  ...Object.entries(otherName),
]);
