import { accountFiles, judgeAccounts, type AccountFaults } from '../account-files.ts';
import { highestId } from '../accounts.ts';
import type { HardeningCheck } from '../check.ts';
import { atSamePath } from '../same-place.ts';
import { someOf } from '../shown.ts';

/** Root's: whoever else has it is told by a check of its own. */
const rootId = 'user id 0';

function messagesFor(
  what: string,
  accounts: readonly { readonly name: string; readonly id: number }[],
): AccountFaults['messages'] {
  const names = new Map<number, string[]>();
  for (const { name, id } of accounts) {
    if (id > highestId) continue;
    const known = names.get(id);
    if (known) known.push(name);
    else names.set(id, [name]);
  }
  return [...names]
    .filter(([, same]) => same.length > 1)
    .map(([id, same]) => {
      const message = `${what} with the same id, ${id}: ${someOf(same)}.`;
      return what === 'Users' && id === 0 ? { message, about: rootId } : message;
    });
}

export const duplicateIdsCheck: HardeningCheck = {
  code: 'DKL-LI-0002',
  source: 'dockle',
  also: [],
  toldBy: [{ code: 'PL2022', about: rootId, same: atSamePath }],
  severity: 'error',
  group: 'accounts',
  title: 'Every user and every group has an id of its own',
  why: 'Accounts with the same id are one and the same to the system: each may do what the other may.',
  fix: 'Give each its own id where it is made: useradd --uid, groupadd --gid.',
  check(image) {
    const { users, groups } = accountFiles(image);
    const ofUsers = users.entries.map(({ name, uid }) => ({ name, id: uid }));
    const ofGroups = groups.entries.map(({ name, gid }) => ({ name, id: gid }));
    return judgeAccounts(image, [
      { file: users, messages: messagesFor('Users', ofUsers) },
      { file: groups, messages: messagesFor('Groups', ofGroups) },
    ]);
  },
};
