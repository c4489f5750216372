import { EntryTypeCode } from '../../layer/layer-table.ts';
import { ChangeKindCode, noEvent } from '../../rootfs/columns.ts';
import { accountFiles } from '../account-files.ts';
import type { Failure, HardeningCheck } from '../check.ts';
import { finalNode, modeWords, type FinalNode } from '../final-node.ts';
import type { HardenedImage } from '../hardened-image.ts';
import { byPath, gapOf, judge } from '../judge.ts';
import { gapOfPackages } from '../package-gap.ts';
import { perImage } from '../per-image.ts';
import { atSamePath } from '../same-place.ts';
import { shown } from '../shown.ts';

const setUid = 0o4000;
const setGid = 0o2000;
const setIdBits = setUid | setGid;

/** Names by id; of several, the first, which is what the system takes. */
const namesOf = perImage((image) => {
  const { users, groups } = accountFiles(image);
  return {
    users: new Map(users.entries.map(({ uid, name }) => [uid, name] as const).reverse()),
    groups: new Map(groups.entries.map(({ gid, name }) => [gid, name] as const).reverse()),
  };
});

function rightsWords(image: HardenedImage, { mode, uid, gid }: FinalNode): string {
  const { users, groups } = namesOf(image);
  const user = mode & setUid ? `as user ${shown(users.get(uid) ?? String(uid))}` : null;
  const group = mode & setGid ? `with group ${shown(groups.get(gid) ?? String(gid))}` : null;
  const bits = user && group ? 'setuid and setgid' : user ? 'setuid' : 'setgid';
  const how = [user, group].filter((one) => one !== null).join(' and ');
  return `Whoever starts it, it runs ${how} (${bits}, ${modeWords(mode)})`;
}

/** Whether a layer set bits in a file that a lower one had stored without them. */
function gotBitsLater({ rootfs }: HardenedImage, node: number, { mode, layer }: FinalNode): boolean {
  const { eventTypes, eventModes, eventKinds } = rootfs.columns;
  const before = rootfs.eventAt(node, layer - 1);
  if (before === noEvent || eventKinds[before] === ChangeKindCode.removed) return false;
  if (eventTypes[before] !== EntryTypeCode.file && eventTypes[before] !== EntryTypeCode.hardlink) return false;
  return (mode & setIdBits & ~(eventModes[before] as number)) !== 0;
}

interface SetIdFile {
  readonly node: FinalNode;
  readonly path: string;
  readonly package: string | null;
}

const setIdFiles = perImage((image): SetIdFile[] => {
  const { rootfs, bodies, tree } = image;
  return tree.setId.nodes.flatMap((number) => {
    const node = finalNode(rootfs, number);
    const path = rootfs.pathOf(number);
    return node ? [{ node, path, package: bodies.packageOf(path) }] : [];
  });
});

function failureOf(image: HardenedImage, { node, path, package: brought }: SetIdFile): Failure {
  const later = brought !== null && gotBitsLater(image, node.node, node);
  const from = brought === null ? 'no package lists it' : `from package ${shown(brought)}`;
  const message = `${rightsWords(image, node)}; ${from}${later ? `, but layer ${node.layer} set the bit` : ''}.`;
  return { message, path, layer: node.layer };
}

export const setIdFilesCheck: HardeningCheck = {
  code: 'CIS-DI-0008',
  source: 'dockle',
  also: [],
  toldBy: [{ code: 'PL2020', same: atSamePath }],
  severity: 'info',
  group: 'rights',
  title: 'No file with the setuid or setgid bit',
  why: 'Such a program has its owner’s rights whoever starts it; a flaw in it makes any user that owner, mostly root.',
  fix: 'Take the bits away from those that your program does not need (chmod a-s), or start containers with no-new-privileges.',
  check(image) {
    const { nodes, count } = image.tree.setId;
    const failures = setIdFiles(image).map((file) => failureOf(image, file));
    return judge(image, failures.sort(byPath), { more: count - nodes.length });
  },
};

export const strangeSetIdFilesCheck: HardeningCheck = {
  code: 'PL2020',
  source: 'plimsoll',
  also: [],
  severity: 'warning',
  group: 'rights',
  title: 'No setuid or setgid bit but those that packages bring',
  why: 'Distributions look after the few such programs that they ship. A bit that the build set, or a program that was copied in with it, is looked after by nobody.',
  fix: 'Find out in its layer why the file has the bit, and take it away (chmod a-s) where the file is made.',
  check(image) {
    const { setId } = image.tree;
    const files = setIdFiles(image);
    const late = files.filter(({ node, package: brought }) => brought !== null && gotBitsLater(image, node.node, node));
    const packages = setId.count === 0 ? null : gapOfPackages(image);
    // Where lists of packages are not read, it is not known which files no package brought.
    const strange = packages === null ? files.filter(({ package: brought }) => brought === null) : [];
    const failures = [...strange, ...late].map((file) => failureOf(image, file)).sort(byPath);
    return judge(image, failures, { gap: packages ?? gapOf(setId, 'setuid and setgid files') });
  },
};
