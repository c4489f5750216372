import { accountFiles, judgeAccounts } from '../account-files.ts';
import type { HardeningCheck } from '../check.ts';
import { shown } from '../shown.ts';

const messageFor = ({ name }: { readonly name: string }): string => `User ${shown(name)} has an empty password.`;

export const emptyPasswordCheck: HardeningCheck = {
  code: 'DKL-LI-0001',
  source: 'dockle',
  also: [],
  severity: 'error',
  group: 'accounts',
  title: 'No account has an empty password',
  why: 'Whoever is in the container becomes such a user, root too, without being asked for anything.',
  fix: 'Lock the account: passwd -l NAME, or a ! in its second field.',
  check(image) {
    const { users, shadow, masterPasswd } = accountFiles(image);
    const open = users.entries.filter(({ hasEmptyPassword }) => hasEmptyPassword);
    return judgeAccounts(image, [
      ...[shadow, masterPasswd].map((file) => ({
        file,
        messages: file.entries.filter(({ state }) => state === 'empty').map(messageFor),
      })),
      { file: users, messages: open.map(messageFor) },
    ]);
  },
};
