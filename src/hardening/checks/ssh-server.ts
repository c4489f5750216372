import { formatBytes } from '../../bytes/units.ts';
import { resolvePath } from '../../rootfs/resolve-path.ts';
import type { Failure, HardeningCheck } from '../check.ts';
import { finalNode, isExecutable, isFile } from '../final-node.ts';
import type { HardenedImage } from '../hardened-image.ts';
import { byPath, judge } from '../judge.ts';
import { shown } from '../shown.ts';

const servers = ['/usr/sbin/sshd', '/usr/bin/sshd', '/usr/local/sbin/sshd', '/usr/sbin/dropbear', '/usr/bin/dropbear'];

/** Each program once, under the first of its paths: /usr/bin and /usr/sbin are one folder in some images. */
function serversOf({ rootfs, bodies }: HardenedImage): Failure[] {
  const seen = new Set<number>();
  return servers.flatMap((path) => {
    const found = finalNode(rootfs, resolvePath(rootfs, path).node);
    if (!found || !isExecutable(found) || seen.has(found.node)) return [];
    seen.add(found.node);
    const brought = bodies.packageOf(path);
    const from = brought === null ? '' : `, package ${shown(brought)}`;
    return [{ message: `An SSH server (${formatBytes(found.size)}${from}).`, path, layer: found.layer }];
  });
}

export const sshServerCheck: HardeningCheck = {
  code: 'PL2033',
  source: 'plimsoll',
  also: [],
  severity: 'warning',
  group: 'surface',
  title: 'No SSH server',
  why: 'A container is entered with docker exec or kubectl exec. An SSH server in it is one more thing to keep up to date, and its keys and passwords are one more way in.',
  fix: 'Leave it out of the image.',
  check: (image) => judge(image, serversOf(image)),
};

interface KeyFolder {
  readonly folder: string;
  readonly isKey: (name: string) => boolean;
}

const keyFolders: readonly KeyFolder[] = [
  { folder: '/etc/ssh', isKey: (name) => name.startsWith('ssh_host_') && name.endsWith('_key') },
  { folder: '/etc/dropbear', isKey: (name) => name.startsWith('dropbear_') && name.endsWith('_host_key') },
];

function keysOf({ rootfs }: HardenedImage): Failure[] {
  const failures = keyFolders.flatMap(({ folder, isKey }) => {
    const { node } = resolvePath(rootfs, folder);
    return (node === null ? [] : rootfs.childrenOf(node)).flatMap((child): Failure[] => {
      const found = finalNode(rootfs, child);
      if (!found || !isFile(found) || found.size === 0 || !isKey(rootfs.nameOf(child))) return [];
      return [{ message: 'A private host key.', path: rootfs.pathOf(child), layer: found.layer }];
    });
  });
  return failures.sort(byPath);
}

export const sshHostKeysCheck: HardeningCheck = {
  code: 'PL2034',
  source: 'plimsoll',
  also: [],
  severity: 'error',
  group: 'credentials',
  title: 'No SSH host keys',
  why: 'Every container of the image has the same host key, and everybody who has the image can pass for each of them.',
  fix: 'Remove the keys in the RUN that installs the server, and make new ones when a container starts (ssh-keygen -A).',
  check: (image) => judge(image, keysOf(image)),
};
