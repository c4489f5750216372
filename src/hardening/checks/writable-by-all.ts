import type { Failure, HardeningCheck } from '../check.ts';
import { finalNode, modeWords } from '../final-node.ts';
import type { HardenedImage } from '../hardened-image.ts';
import { byPath, judge } from '../judge.ts';
import { atSamePath } from '../same-place.ts';
import type { NodeList } from '../tree-facts.ts';

function failuresOf({ rootfs }: HardenedImage, { nodes }: NodeList, what: string): Failure[] {
  const failures = nodes.flatMap((node): Failure[] => {
    const found = finalNode(rootfs, node);
    if (!found) return [];
    const message = `Every user may ${what} (${modeWords(found.mode)}).`;
    return [{ message, path: rootfs.pathOf(node), layer: found.layer }];
  });
  return failures.sort(byPath);
}

interface Line {
  readonly code: string;
  readonly title: string;
  readonly list: 'writableFiles' | 'writableDirectories';
  readonly may: string;
  /** Checks that know what such a file or folder is for. */
  readonly toldBy: readonly string[];
  readonly why: string;
  readonly fix: string;
}

const lines: readonly Line[] = [
  {
    code: 'PL2024',
    title: 'No file that everybody may write to',
    list: 'writableFiles',
    may: 'change it',
    toldBy: ['PL2058'],
    why: 'Whoever gets in as any user can change what such a file says or does, and other programs go on trusting it.',
    fix: 'Take the right away where the file is made: COPY --chmod=644, or chmod o-w in the same RUN.',
  },
  {
    code: 'PL2025',
    title: 'No folder that everybody may write to without the sticky bit',
    list: 'writableDirectories',
    may: 'put files here, and remove or replace those of others',
    toldBy: ['PL2057', 'PL2058'],
    why: 'Without the sticky bit, everybody can replace files of others in such a folder, whatever the rights of those files.',
    fix: 'Give the folder to the user that writes to it, or set the sticky bit (chmod 1777) as /tmp has it.',
  },
];

export const writableByAllChecks: readonly HardeningCheck[] = lines.map(
  ({ code, title, list, may, toldBy, why, fix }) => ({
    code,
    source: 'plimsoll',
    also: [],
    toldBy: toldBy.map((other) => ({ code: other, same: atSamePath })),
    severity: 'warning',
    group: 'rights',
    title,
    why,
    fix,
    check(image) {
      const { nodes, count } = image.tree[list];
      return judge(image, failuresOf(image, image.tree[list], may), { more: count - nodes.length });
    },
  }),
);
