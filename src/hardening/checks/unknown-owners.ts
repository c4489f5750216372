import { formatCount } from '../../bytes/units.ts';
import { accountFiles, gapIn, type Accounts } from '../account-files.ts';
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

/** Those that own most first. `known`: null where not all are known, so that none of them is a stranger by that. */
function strangersOf(owners: readonly OwnerFacts[], known: ReadonlySet<number> | null): OwnerFacts[] {
  const strangers = owners.filter(({ id }) => id > highestId || (known !== null && !known.has(id)));
  return strangers.sort((a, b) => b.count - a.count);
}

function idsOf<Entry>(
  { entries, gap, isMissing }: Accounts<Entry>,
  idOf: (entry: Entry) => number,
): Set<number> | null {
  return gap === null && !isMissing ? new Set(entries.map(idOf)) : null;
}

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
    const userIds = idsOf(users, ({ uid }) => uid);
    const groupIds = users.isMissing ? null : idsOf(groups, ({ gid }) => gid);
    const failures = [
      ...strangersOf(image.tree.users, userIds).map((owner) => failureOf(image, 'user', users.path, owner)),
      ...strangersOf(image.tree.groups, groupIds).map((owner) => failureOf(image, 'group', groups.path, owner)),
    ];
    if (users.isMissing && failures.length === 0) return notApplicable('The image has no /etc/passwd.');
    return judge(image, failures, { gap: gapIn([users, groups]) });
  },
};
