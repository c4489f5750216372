/** How package managers are told to remove. */
const verbs: Readonly<Record<string, readonly string[]>> = {
  'apt-get': ['purge', 'remove', 'autoremove', 'autopurge'],
  apt: ['purge', 'remove', 'autoremove', 'autopurge'],
  aptitude: ['purge', 'remove'],
  apk: ['del'],
  yum: ['remove', 'erase', 'autoremove'],
  dnf: ['remove', 'erase', 'autoremove'],
  microdnf: ['remove'],
  zypper: ['remove', 'rm'],
  pacman: ['-R', '-Rs', '-Rns', '-Rn'],
  dpkg: ['-r', '-P', '--remove', '--purge'],
  rpm: ['-e', '--erase'],
};

/**
 * Whether a layer's command removes packages. Words only, no grammar: a history holds commands of every shell, and what is
 * decided by it is a title.
 */
export function removesPackages(command: string): boolean {
  return command.split(/[;&|\n]/).some((part) => {
    const words = part.split(/\s+/);
    const at = words.findIndex((word) => Object.hasOwn(verbs, word));
    const wanted = at < 0 ? undefined : verbs[words[at] as string];
    return wanted !== undefined && words.slice(at + 1).some((word) => wanted.includes(word));
  });
}
