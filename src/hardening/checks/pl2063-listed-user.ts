import { notApplicable, passed, unknown, type HardeningCheck } from '../check.ts';
import { runUserOf } from '../run-user.ts';
import { verdictOfMissing } from '../started.ts';

export const listedUser: HardeningCheck = {
  code: 'PL2063',
  source: 'plimsoll',
  also: [],
  severity: 'info',
  group: 'start',
  title: 'The user that USER names by number is in /etc/passwd',
  why: 'The container starts, but programs that ask for their user’s name or home directory (git, ssh, Java, Python) find neither.',
  fix: 'Where a program needs it, add a line to /etc/passwd: app:x:65532:65532::/home/app:/sbin/nologin.',
  check(image) {
    const [word = ''] = image.image.config.user.split(':', 1);
    if (!/^\d+$/.test(word)) return notApplicable('USER names no user by number.');
    if (Number(word) === 0) return notApplicable('The image runs as root.');
    const found = runUserOf(image, word);
    if (found.kind === 'missing') return notApplicable(found.reason);
    if (found.kind === 'unread') return unknown(found.reason);
    if (found.user.name !== null) return passed;
    const text = image.bodies.textOf('/etc/passwd');
    if (text === 'unread') return unknown('/etc/passwd could not be read.');
    const message = text === null ? `No /etc/passwd names the user ${word}.` : `It has no line for the user ${word}.`;
    return verdictOfMissing(image, [{ message, path: '/etc/passwd' }]);
  },
};
