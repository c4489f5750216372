import type { Failure, HardeningCheck } from '../check.ts';
import { finalNode } from '../final-node.ts';
import type { HardenedImage } from '../hardened-image.ts';
import { byPath, judge } from '../judge.ts';
import { shown } from '../shown.ts';

function failureOf({ rootfs, bodies }: HardenedImage, node: number): Failure | null {
  const found = finalNode(rootfs, node);
  const capable = bodies.capabilitiesOf(node);
  if (!found || !capable || capable.permitted.length === 0) return null;
  const path = rootfs.pathOf(node);
  const brought = bodies.packageOf(path);
  const from = brought === null ? 'no package lists it' : `from package ${shown(brought)}`;
  const when = capable.effective ? 'from its start' : 'as soon as it asks for it';
  return {
    message: `Whoever starts it, it has ${capable.permitted.join(', ')} ${when}; ${from}.`,
    path,
    layer: found.layer,
  };
}

export const fileCapabilitiesCheck: HardeningCheck = {
  code: 'PL2021',
  source: 'plimsoll',
  also: [],
  severity: 'info',
  group: 'rights',
  title: 'No file with capabilities',
  why: 'A file capability gives a program a part of root’s power whoever starts it, as the setuid bit gives all of it.',
  fix: 'Take away those that your program does not need (setcap -r FILE), or drop the capability where the container starts (--cap-drop).',
  check(image) {
    const failures = image.bodies.capableNodes().flatMap((node) => failureOf(image, node) ?? []);
    return judge(image, failures.sort(byPath));
  },
};
