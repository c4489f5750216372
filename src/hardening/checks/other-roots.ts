import { accountFiles, judgeAccounts } from '../account-files.ts';
import type { HardeningCheck } from '../check.ts';
import { shown } from '../shown.ts';

export const otherRootsCheck: HardeningCheck = {
  code: 'PL2022',
  source: 'plimsoll',
  also: [],
  severity: 'error',
  group: 'accounts',
  title: 'No other account has root’s user id',
  why: 'Whoever has user id 0 is root, whatever the name. Such an account is a known way to keep a back door open.',
  fix: 'Give the account a user id of its own, or remove it.',
  check(image) {
    const { users } = accountFiles(image);
    const others = users.entries.filter(({ uid, name }) => uid === 0 && name !== 'root');
    const messages = others.map(({ name }) => `User ${shown(name)} has user id 0, and so may do all that root may.`);
    return judgeAccounts(image, [{ file: users, messages }]);
  },
};
