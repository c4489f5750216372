import { accountFiles, judgeAccounts } from '../account-files.ts';
import type { AccountProblem } from '../accounts.ts';
import type { HardeningCheck } from '../check.ts';
import { shown } from '../shown.ts';

const messageFor = ({ line, message }: AccountProblem): string => `Line ${line}: ${shown(message)}`;

export const brokenAccountsCheck: HardeningCheck = {
  code: 'PL2023',
  source: 'plimsoll',
  also: [],
  severity: 'warning',
  group: 'accounts',
  title: 'Every line of the files of accounts can be read',
  why: 'Programs differ in what they make of a broken line. Of an id beyond 32 bits, some keep the lower bits only: 4294967296 is root to them.',
  fix: 'Make accounts with useradd and groupadd, or correct the line: every field, and ids from 0 to 4294967294.',
  check(image) {
    const { users, groups, shadow, masterPasswd } = accountFiles(image);
    const files = [users, groups, shadow, masterPasswd];
    return judgeAccounts(
      image,
      files.map((file) => ({ file, messages: file.problems.map(messageFor) })),
    );
  },
};
