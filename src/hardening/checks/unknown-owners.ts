import { formatCount } from '../../bytes/units.ts';
import { accountFiles, gapIn } from '../account-files.ts';
import { highestId } from '../accounts.ts';
import { notApplicable, type Failure, type HardeningCheck } from '../check.ts';
import { finalNode } from '../final-node.ts';
import type { HardenedImage } from '../hardened-image.ts';
import { judge } from '../judge.ts';
import type { OwnerFacts } from '../tree-facts.ts';

function failureOf({ rootfs }: HardenedImage, what: string, path: string, { id, count, node }: OwnerFacts): Failure {
  const belong = count === 1 ? 'This belongs' : `${formatCount(count)} files and folders belong`;
  const why = id > highestId ? 'which is more than Linux keeps' : `which ${path} does not name`;
  const example = count === 1 ? '' : ' This is one of them.';
  const layer = finalNode(rootfs, node)?.layer;
  return {
    message: `${belong} to ${what} id ${id}, ${why}.${example}`,
    path: rootfs.pathOf(node),
    ...(layer !== undefined && { layer }),
  };
}

/** Those that own most first. */
const strangersOf = (owners: readonly OwnerFacts[], known: ReadonlySet<number>): OwnerFacts[] =>
  owners.filter(({ id }) => !known.has(id) || id > highestId).sort((a, b) => b.count - a.count);

export const unknownOwnersCheck: HardeningCheck = {
  code: 'PL2026',
  source: 'plimsoll',
  also: [],
  severity: 'info',
  group: 'rights',
  title: 'Every file belongs to a user and a group that have a name',
  why: 'An id without a name mostly comes from the machine that packed the files. Whoever is given that id later, in the container or by the host, owns them.',
  fix: 'Copy with --chown=USER:GROUP; unpack archives with tar --no-same-owner.',
  check(image) {
    const { users, groups } = accountFiles(image);
    if (users.isMissing) return notApplicable('The image has no /etc/passwd.');
    const userIds = new Set(users.entries.map(({ uid }) => uid));
    const groupIds = new Set(groups.entries.map(({ gid }) => gid));
    // Where names are missing because they could not be read, owners are no strangers.
    const ofUsers = users.gap === null ? strangersOf(image.tree.users, userIds) : [];
    const ofGroups = groups.gap === null && !groups.isMissing ? strangersOf(image.tree.groups, groupIds) : [];
    const failures = [
      ...ofUsers.map((owner) => failureOf(image, 'user', users.path, owner)),
      ...ofGroups.map((owner) => failureOf(image, 'group', groups.path, owner)),
    ];
    return judge(image, failures, { gap: gapIn([users, groups]) });
  },
};
