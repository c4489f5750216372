import { resolvePath } from '../../rootfs/resolve-path.ts';
import type { HardeningCheck } from '../check.ts';
import { searchPathOf } from '../program-search.ts';
import { everybodyMayWrite, mayBy, Right, rightsOf, rightsText, whereIs } from '../rights.ts';
import { userText } from '../run-user.ts';
import { atSamePath } from '../same-place.ts';
import { lastUserOf, verdictOfSome } from '../started.ts';

export const writableSearchPath: HardeningCheck = {
  code: 'PL2057',
  source: 'plimsoll',
  also: [],
  toldBy: [{ code: 'PL2058', same: atSamePath }],
  severity: 'warning',
  group: 'start',
  title: 'No directory of PATH can be written to by everybody, or by the user as whom the image runs',
  why: 'Who can write to a directory of PATH can put a program there that runs in place of another one.',
  fix: 'Take the directory out of PATH, or give it to root: chown root, chmod 755.',
  check(image) {
    const { rootfs } = image;
    const found = lastUserOf(image);
    const user = found?.kind === 'found' && found.user.uid !== 0 ? found.user : null;
    const nodes = new Set(searchPathOf(image.image.config).map((path) => resolvePath(rootfs, path).node));
    const failures = [...nodes].flatMap((node) => {
      const rights = node === null ? null : rightsOf(rootfs, node);
      if (node === null || rights?.type !== 'directory') return [];
      const isOpen = everybodyMayWrite(rights);
      if (!isOpen && !(user && mayBy(user, rights, Right.write))) return [];
      const who = isOpen || !user ? 'Everybody' : `The user as whom the image runs, ${userText(user)},`;
      const message = `${who} may write to this directory of PATH (${rightsText(rights)}).`;
      return [{ message, ...whereIs(rootfs, node) }];
    });
    return verdictOfSome(failures, found?.kind === 'unread' ? [found.reason] : []);
  },
};
