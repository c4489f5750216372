import { resolvePath } from '../../rootfs/resolve-path.ts';
import { notApplicable, unknown, verdictOf, type Failure, type HardeningCheck } from '../check.ts';
import type { HardenedImage } from '../hardened-image.ts';
import { directoriesOf, variableOf } from '../program-search.ts';
import { isSticky, mayBy, Right, rightsOf, rightsText, whereIs } from '../rights.ts';
import { userText, type RunUser } from '../run-user.ts';
import { isFound, lastUserOf, startedPrograms, subjectOf, whyNotStarted } from '../started.ts';
import { lyingWords, wayTo, type WayStep } from '../way-to-file.ts';

const libraryDirectories = ['/lib', '/lib64', '/usr/lib', '/usr/lib64', '/usr/local/lib'];

/** Nodes and what each is, in words. */
type Named = Map<number, string>;

/** The directories in which the loader looks for libraries. */
function libraries({ rootfs, image: { config } }: HardenedImage): Named {
  const list = directoriesOf(variableOf(config, 'LD_LIBRARY_PATH') ?? '', config);
  const found: Named = new Map();
  for (const [at, path] of [...libraryDirectories, ...list].entries()) {
    const { node } = resolvePath(rootfs, path);
    const from =
      at < libraryDirectories.length
        ? 'Libraries are loaded from this directory'
        : 'LD_LIBRARY_PATH names this directory';
    if (node !== null && !found.has(node)) found.set(node, from);
  }
  return found;
}

/** Whether another entry cannot be put in the place of this one, though the directory may be written to. */
function isKept({ rootfs }: HardenedImage, { directory, entry }: WayStep, { uid }: RunUser): boolean {
  if (entry === null) return true;
  const rights = rightsOf(rootfs, directory);
  // In a sticky directory that is up to the owners of the entry and of the directory.
  return isSticky(rights) && rights.uid !== uid && rightsOf(rootfs, entry).uid !== uid;
}

/** What is started, and the directories on its way in which the user could put something else in its place. */
function programs(image: HardenedImage, user: RunUser): Named {
  const { rootfs } = image;
  const found: Named = new Map();
  for (const program of startedPrograms(image).filter(isFound)) {
    const subject = subjectOf(program);
    const { node, named } = program.place;
    found.set(node, `${subject} is what the image starts`);
    for (const step of wayTo(rootfs, named)) {
      const { directory } = step;
      if (isKept(image, step, user) || found.has(directory)) continue;
      found.set(directory, `${subject} ${lyingWords(rootfs, node, directory)} this directory`);
    }
  }
  return found;
}

function writable({ rootfs }: HardenedImage, user: RunUser, named: Named): Failure[] {
  return [...named].flatMap(([node, what]) => {
    const rights = rightsOf(rootfs, node);
    if (!mayBy(user, rights, Right.write)) return [];
    const message = `${what}, and ${userText(user)}, as whom the image runs, may write to it (${rightsText(rights)}).`;
    return [{ message, ...whereIs(rootfs, node) }];
  });
}

export const writableProgram: HardeningCheck = {
  code: 'PL2058',
  source: 'plimsoll',
  also: [],
  severity: 'warning',
  group: 'start',
  title: 'The user as whom the image runs cannot change what is started, or the libraries',
  why: 'Who breaks into the running program can then change it, so that the harm outlives a restart of the container.',
  fix: 'Copy programs and libraries without --chown, so that they belong to root, and let the user read and execute them only.',
  check(image) {
    const reason = whyNotStarted(image);
    if (reason) return notApplicable(reason);
    const found = lastUserOf(image);
    if (found === null) return unknown('As whom the program runs is only known where the container runs.');
    if (found.kind === 'unread') return unknown(found.reason);
    if (found.kind === 'missing') return notApplicable(found.reason);
    const { user } = found;
    if (user.uid === 0) return notApplicable('The image runs as root, who may write everywhere.');
    return verdictOf(writable(image, user, new Map([...libraries(image), ...programs(image, user)])));
  },
};
