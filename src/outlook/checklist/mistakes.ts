import { commandsOf } from '../../lint/commands.ts';
import { pipInstall } from '../../lint/pip.ts';
import { hasOption } from '../../lint/options.ts';
import { contextPath, ContextKind } from '../../build-context/context-tree.ts';
import { bottomImage } from '../layer-figures.ts';
import { isBettered, type ContextFacts } from '../outlook-facts.ts';
import { cantTell, done, notDone, type ChecklistItem } from './item.ts';
import {
  dependencyInstalls,
  failedOf,
  foundBy,
  isWholeContext,
  line,
  noDockerfile,
  noFolder,
  noImage,
  passedOf,
  shippedInstructions,
} from './lookups.ts';

const notRead = 'The image was not looked into yet.';

const startChecks = ['PL2050', 'PL2051', 'PL2052', 'PL2053'] as const;

const works: ChecklistItem = {
  id: 'works-first',
  group: 'mistake',
  title: 'It works before it is made smaller',
  why: 'First a standard image that runs, then a smaller one.',
  answer(facts) {
    if (!facts.image) return cantTell(noImage);
    const failed = failedOf(facts, ...startChecks);
    if (failed.length > 0) return notDone(...failed);
    const fine = passedOf(facts, ...startChecks);
    return fine.length > 0
      ? done(...fine)
      : cantTell(facts.image.checks ? 'Nothing tells what the image starts.' : notRead);
  },
};

const behaviour: ChecklistItem = {
  id: 'same-behaviour',
  group: 'mistake',
  title: 'It behaves as the original does',
  why: 'Another base or fewer packages may answer in another way. Compare with the original.',
  answer(facts) {
    if (!facts.dockerfile) return cantTell(noDockerfile);
    if (!isBettered(facts)) return done('No change is proposed or switched on.');
    return cantTell({
      text: 'Only running both tells: the verify script does it, and exits with 1 where an answer differs.',
      place: { kind: 'view', view: 'outlook' },
    });
  },
};

const muslBase = /(?:^|[/:-])alpine|(?:^|\/)postmarketos/i;

const nativeModules: ChecklistItem = {
  id: 'musl',
  group: 'mistake',
  title: 'No programs for glibc on Alpine',
  why: 'Alpine’s C library is musl: native add-ons, binary wheels and ready-made programs may not run.',
  answer(facts) {
    const found = [...foundBy(facts, 'PL1012'), ...failedOf(facts, 'PL2053', 'PL2054')];
    if (found.length > 0) return notDone(...found);
    const base = facts.dockerfile ? bottomImage(facts.dockerfile.dockerfile) : (facts.image?.base.name ?? '');
    const fine = passedOf(facts, 'PL2053', 'PL2054');
    if (fine.length > 0) return done(...fine);
    if (base === '') return cantTell('Nothing tells which base image it is.');
    return muslBase.test(base)
      ? cantTell(`${base} is built on musl, and no image that was looked into is open.`)
      : done(`${base} is not Alpine by its name.`);
  },
};

const runTime = ['PL2050', 'PL2053', 'PL2054', 'PL2056', 'PL2059', 'PL2061', 'PL2062'] as const;

const overCleaned: ChecklistItem = {
  id: 'needed-files',
  group: 'mistake',
  title: 'Nothing that the program needs was cleaned away',
  why: 'Loaders, certificates, users and time zones are missed at run time, not at build time.',
  answer(facts) {
    if (!facts.image) return cantTell(noImage);
    const failed = failedOf(facts, ...runTime);
    if (failed.length > 0) return notDone(...failed);
    const fine = passedOf(facts, ...runTime);
    return fine.length > 0
      ? done(...fine)
      : cantTell(facts.image.checks ? 'None of the checks for it applies to this image.' : notRead);
  },
};

const productionBeforeBuild: ChecklistItem = {
  id: 'build-without-dev',
  group: 'mistake',
  title: 'The stage that builds has its development dependencies',
  why: 'The build needs the development ones. Leave them out in the stage that is shipped.',
  answer(facts) {
    if (!facts.dockerfile) return cantTell(noDockerfile);
    const found = foundBy(facts, 'PL1004');
    return found.length > 0 ? notDone(...found) : done('No stage leaves development dependencies out and then builds.');
  },
};

/** Folders of installed packages at the top of what is sent. */
function sentInstalls({ audit, tree }: ContextFacts): string[] {
  const names: string[] = [];
  for (let node = 1; node < tree.parents.length; node++) {
    if (tree.parents[node] !== 0 || tree.kinds[node] !== ContextKind.directory) continue;
    const path = contextPath(tree, node);
    const isInstall = ['node_modules', 'vendor', '.venv', 'venv'].includes(path);
    if (isInstall && (audit.sums.files[node] ?? 0) > 0) names.push(path);
  }
  return names;
}

const overwritten: ChecklistItem = {
  id: 'copy-over-install',
  group: 'mistake',
  title: 'The installed packages are not overwritten by the folder’s own',
  why: 'Packages of your machine then replace those that were installed for the image’s platform.',
  answer(facts) {
    if (!facts.dockerfile) return cantTell(noDockerfile);
    const installs = dependencyInstalls(facts);
    const over = facts.dockerfile.dockerfile.instructions.filter(
      (copy) =>
        isWholeContext(copy) && installs.some(({ stage, line: one }) => stage === copy.stage && one < copy.line),
    );
    if (over.length === 0) return done('No COPY of the whole folder comes after an install.');
    if (!facts.context)
      return cantTell(
        ...over.map((copy) => ({
          text: `Copies the whole folder after an install. ${noFolder}`,
          place: line(copy.line),
        })),
      );
    const sent = sentInstalls(facts.context);
    if (sent.length === 0)
      return done({ text: 'No folder of installed packages is sent.', place: { kind: 'view', view: 'context' } });
    return notDone(
      ...over.map((copy) => ({ text: `Copies ${sent.join(', ')} over what was installed.`, place: line(copy.line) })),
    );
  },
};

const isRootHome = (path: string): boolean => path === '/root' || path.startsWith('/root/');

const fromRootHome: ChecklistItem = {
  id: 'root-home',
  group: 'mistake',
  title: 'The program does not live in /root',
  why: 'No other user may read it, so the image has to run as root.',
  answer(facts) {
    if (!facts.dockerfile && !facts.image) return cantTell('No image and no Dockerfile is open.');
    const workdirs = shippedInstructions(facts).filter(
      ({ keyword, words }) => keyword === 'WORKDIR' && isRootHome(words[0]?.value ?? ''),
    );
    const last = shippedInstructions(facts).findLast(({ keyword }) => keyword === 'WORKDIR');
    if (last && workdirs.includes(last))
      return notDone({ text: 'The working directory is in /root.', place: line(last.line) });
    if (facts.image && isRootHome(facts.image.workingDir))
      return notDone(`The image’s working directory is ${facts.image.workingDir}.`);
    return done(
      last
        ? { text: 'The working directory is elsewhere.', place: line(last.line) }
        : 'No working directory is in /root.',
    );
  },
};

const userInstall: ChecklistItem = {
  id: 'pip-user',
  group: 'mistake',
  title: 'No pip install --user that another user has to run',
  why: 'It installs into /root/.local, where no other user finds it. A virtual environment works for all.',
  answer(facts) {
    if (!facts.dockerfile) return cantTell(noDockerfile);
    const { dockerfile } = facts.dockerfile;
    const pips = dockerfile.instructions.filter(
      (run) =>
        run.keyword === 'RUN' &&
        commandsOf(dockerfile, run).some((command) => {
          const pip = pipInstall(command);
          return pip !== null && hasOption(pip, '--user');
        }),
    );
    if (pips.length === 0) return done('No RUN installs with pip install --user.');
    const user = shippedInstructions(facts).findLast(({ keyword }) => keyword === 'USER')?.words[0]?.value ?? '';
    const isRoot = ['', 'root', '0'].includes(user.split(':')[0] ?? '');
    const evidence = pips.map((run) => ({
      text: 'Installs for one user alone, with pip install --user.',
      place: line(run.line),
    }));
    return isRoot
      ? cantTell(...evidence, 'It works as long as the image runs as the user that installed, here root.')
      : notDone(...evidence);
  },
};

export const mistakes: readonly ChecklistItem[] = [
  works,
  behaviour,
  nativeModules,
  overCleaned,
  productionBeforeBuild,
  overwritten,
  fromRootHome,
  userInstall,
];
