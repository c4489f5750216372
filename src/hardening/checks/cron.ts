import { formatBytes } from '../../bytes/units.ts';
import { resolvePath } from '../../rootfs/resolve-path.ts';
import type { Failure, HardeningCheck } from '../check.ts';
import { finalNode, isExecutable, isFile } from '../final-node.ts';
import type { HardenedImage } from '../hardened-image.ts';
import { byPath, judge } from '../judge.ts';
import { shown } from '../shown.ts';

const daemons = ['cron', 'crond', 'anacron', 'fcron', 'supercronic'].flatMap((name) =>
  ['/usr/sbin', '/usr/bin', '/usr/local/bin'].map((folder) => `${folder}/${name}`),
);

/** Of busybox every image has one; it is no daemon that somebody put here. */
function daemonsOf({ rootfs, bodies }: HardenedImage): Failure[] {
  const busybox = finalNode(rootfs, resolvePath(rootfs, '/bin/busybox').node)?.copy;
  const seen = new Set<number>();
  return daemons.flatMap((path) => {
    const found = finalNode(rootfs, resolvePath(rootfs, path).node);
    if (!found || !isExecutable(found) || seen.has(found.node) || found.copy === busybox) return [];
    seen.add(found.node);
    const brought = bodies.packageOf(path);
    const from = brought === null ? '' : `, package ${shown(brought)}`;
    return [
      {
        message: `A program that starts others by the clock (${formatBytes(found.size)}${from}).`,
        path,
        layer: found.layer,
      },
    ];
  });
}

const tables = ['/etc/crontab'];
const folders = [
  '/etc/cron.d',
  '/etc/cron.hourly',
  '/etc/cron.daily',
  '/etc/cron.weekly',
  '/etc/cron.monthly',
  '/etc/crontabs',
  '/var/spool/cron',
  '/var/spool/cron/crontabs',
];

/** Tables that packages bring do nothing without a daemon, and are in most images. */
function tablesOf({ rootfs, bodies }: HardenedImage): Failure[] {
  const inFolders = folders.flatMap((folder) => {
    const { node } = resolvePath(rootfs, folder);
    return node === null ? [] : rootfs.childrenOf(node);
  });
  const nodes = [...tables.flatMap((path) => rootfs.find(path) ?? []), ...inFolders];
  const failures = [...new Set(nodes)].flatMap((node): Failure[] => {
    const found = finalNode(rootfs, node);
    if (!found || !isFile(found) || found.size === 0) return [];
    const path = rootfs.pathOf(node);
    if (bodies.packageOf(path) !== null) return [];
    return [{ message: `Tasks for cron (${formatBytes(found.size)}).`, path, layer: found.layer }];
  });
  return failures.sort(byPath);
}

export const cronCheck: HardeningCheck = {
  code: 'PL2035',
  source: 'plimsoll',
  also: [],
  severity: 'info',
  group: 'surface',
  title: 'No cron daemon and no tasks for one',
  why: 'A container runs one program. What cron starts beside it runs unseen, often as root, and its failures stay in the container.',
  fix: 'Let the scheduler of your platform start a container of its own for the task.',
  check: (image) => judge(image, [...daemonsOf(image), ...tablesOf(image)]),
};
