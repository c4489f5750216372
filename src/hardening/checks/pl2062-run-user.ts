import { notApplicable, passed, unknown, verdictOf, type HardeningCheck } from '../check.ts';
import { runUserOf } from '../run-user.ts';
import { verdictOfMissing } from '../started.ts';

export const runUser: HardeningCheck = {
  code: 'PL2062',
  source: 'plimsoll',
  also: [],
  severity: 'error',
  group: 'start',
  title: 'The user and group that USER names exist',
  why: 'Runtimes look names up in /etc/passwd and /etc/group of the image; where they are not found, the container does not start.',
  fix: 'Add the user in the final stage (useradd, adduser, or a copied /etc/passwd), or name it by its number: USER 65532.',
  check(image) {
    const { user } = image.image.config;
    if (image.image.platform.startsWith('windows')) return notApplicable('Windows images have no /etc/passwd.');
    if (user === '') return notApplicable('The image names no user: it runs as root.');
    const found = runUserOf(image, user);
    if (found.kind === 'found') return passed;
    if (found.kind === 'unread') return unknown(found.reason);
    const { reason: message, path } = found;
    return path ? verdictOfMissing(image, [{ message, path }]) : verdictOf([{ message }]);
  },
};
