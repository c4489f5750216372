import type { Failure, HardeningCheck } from '../check.ts';
import type { HardenedImage } from '../hardened-image.ts';
import { isStartable, mayBy, mayStart, Right, rightsOf, rightsText, whereIs } from '../rights.ts';
import { runUserOf, userText, type RunUser } from '../run-user.ts';
import { subjectOf, verdictOfSome, verdictOnFound, type Found } from '../started.ts';
import { lyingWords, wayTo } from '../way-to-file.ts';

function closedTo(image: HardenedImage, program: Found, user: RunUser): Failure[] {
  const { rootfs } = image;
  const node = program.place.node;
  const rights = rightsOf(rootfs, node);
  if (!mayStart(user, rights)) {
    const who = isStartable(rights) ? `the user as whom it runs, ${userText(user)}` : 'anybody';
    const message = `${subjectOf(program)} may not be executed by ${who} (${rightsText(rights)}).`;
    return [{ message, ...whereIs(rootfs, node) }];
  }
  if (user.uid === 0) return [];
  const directories = wayTo(rootfs, program.place.named).map(({ directory }) => directory);
  const closed = directories.find((directory) => !mayBy(user, rightsOf(rootfs, directory), Right.execute));
  if (closed === undefined) return [];
  const of = rightsText(rightsOf(rootfs, closed));
  const lies = lyingWords(rootfs, node, closed);
  const message = `${subjectOf(program)} ${lies} a directory that ${userText(user)}, as whom it runs, may not enter (${of}).`;
  return [{ message, ...whereIs(rootfs, closed) }];
}

/** What nobody may execute, whoever runs it. */
function closedToAll({ rootfs }: HardenedImage, program: Found): Failure[] {
  const rights = rightsOf(rootfs, program.place.node);
  if (isStartable(rights)) return [];
  const message = `${subjectOf(program)} may not be executed by anybody (${rightsText(rights)}).`;
  return [{ message, ...whereIs(rootfs, program.place.node) }];
}

export const startedByUser: HardeningCheck = {
  code: 'PL2051',
  source: 'plimsoll',
  also: [],
  severity: 'error',
  group: 'start',
  title: 'The user as whom the image runs may execute what it starts',
  why: 'Without the right to execute a file, or to enter the directories above it, the start ends with “permission denied”.',
  fix: 'Give the right where the file is copied: COPY --chmod=0755, or RUN chmod in the stage that it comes from.',
  check(image) {
    return verdictOnFound(image, (programs) => {
      const reasons: string[] = [];
      const failures = programs.flatMap((program) => {
        const found = program.user === null ? null : runUserOf(image, program.user);
        if (found?.kind === 'found') return closedTo(image, program, found.user);
        reasons.push(found ? found.reason : 'As whom it runs is only known where the container runs.');
        return closedToAll(image, program);
      });
      return verdictOfSome(failures, reasons);
    });
  },
};
