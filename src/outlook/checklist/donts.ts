import type { SecretPlace } from '../../secrets/image-secrets.ts';
import { isBettered } from '../outlook-facts.ts';
import { cantTell, done, notDone, type ChecklistItem, type Evidence } from './item.ts';
import {
  at,
  dependencyInstalls,
  failedOf,
  foundBy,
  lateRemovals,
  line,
  noDockerfile,
  noFolder,
  packageInstalls,
  passedOf,
  shipped,
  shippedInstructions,
} from './lookups.ts';

const latest: ChecklistItem = {
  id: 'no-latest',
  group: 'don’t',
  title: 'Don’t build upon :latest',
  why: 'It is whatever was pushed last: the same Dockerfile builds another image tomorrow.',
  answer(facts) {
    const found = [...foundBy(facts, 'DL3006', 'DL3007'), ...failedOf(facts, 'DKL-DI-0006')];
    if (found.length > 0) return notDone(...found);
    if (!facts.dockerfile) return cantTell(noDockerfile);
    const images = facts.dockerfile.dockerfile.stages.filter(({ baseStage }) => baseStage === null);
    return done(...images.map(({ image, from }) => ({ text: `${image} names its version.`, place: line(from.line) })));
  },
};

const development: ChecklistItem = {
  id: 'no-development-dependencies',
  group: 'don’t',
  title: 'Don’t ship development dependencies',
  why: 'Test runners and bundlers weigh more than many a program, and bring their own vulnerabilities.',
  answer(facts) {
    if (!facts.dockerfile) return cantTell(noDockerfile);
    const found = foundBy(facts, 'PL1011', 'PL1014');
    if (found.length > 0) return notDone(...found);
    const stages = new Set(shipped(facts).map(({ index }) => index));
    const installs = dependencyInstalls(facts).filter(({ stage }) => stages.has(stage));
    if (installs.length === 0) return done('Nothing that is shipped installs dependencies from a manifest.');
    return cantTell(
      ...at(
        installs,
        'Installs dependencies; the lint finds no development ones, and other files may still hold some.',
      ),
    );
  },
};

function placeOf({ where, path, name, layer, line: at }: SecretPlace): string {
  if (where === 'dockerfile') return `in the Dockerfile, line ${at}`;
  if (path !== null) return `${path}${layer === null ? '' : `, layer ${layer}`}`;
  return `${where} ${name ?? ''}`.trim();
}

const secretsIn: ChecklistItem = {
  id: 'no-secrets',
  group: 'don’t',
  title: 'Don’t put secrets into images',
  why: 'Whoever has the image has them, also those that a later layer deletes.',
  answer({ image, dockerfile, secrets }) {
    const place = { kind: 'view', view: 'secrets' } as const;
    const found = secrets.map(({ detector, places: [first] }): Evidence => {
      const where = first ? placeOf(first) : '';
      return { text: `${detector}: ${where}.`, place: first?.where === 'dockerfile' ? line(first.line) : place };
    });
    if (found.length > 0) return notDone(...found);
    if (!image)
      return cantTell(
        dockerfile
          ? 'None stands in the Dockerfile; no image is open to be searched.'
          : 'No image and no Dockerfile is open.',
      );
    if (image.secrets === null) return cantTell('The image was not searched yet.');
    if (image.unsearched > 0)
      return cantTell({ text: `${image.unsearched} of the layers could not be searched to the end.`, place });
    return done({ text: 'None was found in any layer, the configuration, the history or the Dockerfile.', place });
  },
};

const root: ChecklistItem = {
  id: 'no-root',
  group: 'don’t',
  title: 'Don’t run as root',
  why: 'Who breaks out of the program is then root in the container, and one flaw away from the host.',
  answer(facts) {
    const failed = failedOf(facts, 'CIS-DI-0001');
    if (failed.length > 0) return notDone(...failed, ...foundBy(facts, 'DL3002', 'PL1006'));
    const fine = passedOf(facts, 'CIS-DI-0001');
    if (fine.length > 0) return done(...fine);
    const found = foundBy(facts, 'DL3002', 'PL1006');
    if (found.length > 0) return notDone(...found);
    if (!facts.dockerfile) return cantTell('No image that was looked into, and no Dockerfile, is open.');
    const user = shippedInstructions(facts).findLast(({ keyword }) => keyword === 'USER');
    if (user) return done({ text: 'USER names another one.', place: line(user.line) });
    return cantTell('The Dockerfile names no user: the base image’s counts.');
  },
};

const vulnerabilities: ChecklistItem = {
  id: 'no-ignored-vulnerabilities',
  group: 'don’t',
  title: 'Don’t ignore vulnerabilities',
  why: 'A known one is the first that is tried.',
  answer: () =>
    cantTell(
      'Plimsoll knows no vulnerabilities: it asks no server. What it can tell is how much there is to be vulnerable, under Hardening.',
    ),
};

const ignoreFile: ChecklistItem = {
  id: 'dockerignore',
  group: 'don’t',
  title: 'Don’t build without a .dockerignore',
  why: 'Without one the whole folder is sent: version history, installed packages, keys.',
  answer(facts) {
    if (!facts.context) {
      const found = foundBy(facts, 'PL1013');
      return found.length > 0 ? notDone(...found) : cantTell(noFolder);
    }
    const place = { kind: 'view', view: 'context' } as const;
    const { ignoreFile: path } = facts.context.audit;
    return path === null
      ? notDone({ text: 'The folder has none.', place })
      : done({ text: `${path} is in force.`, place });
  },
};

const separateRuns: ChecklistItem = {
  id: 'no-separate-clean-up',
  group: 'don’t',
  title: 'Don’t install in one RUN and clean up in another',
  why: 'The first layer keeps what the second one deletes.',
  answer(facts) {
    const found = [...lateRemovals(facts), ...foundBy(facts, 'PL1002'), ...failedOf(facts, 'CIS-DI-0007')];
    if (found.length > 0) return notDone(...found);
    if (!facts.dockerfile) return cantTell(noDockerfile);
    const installs = packageInstalls(facts);
    if (installs.length === 0) return done('No RUN installs packages of the system.');
    return done(...at(installs, 'Nothing that it installs is removed by a later RUN.'));
  },
};

const sources: ChecklistItem = {
  id: 'no-sources',
  group: 'don’t',
  title: 'Don’t ship sources of what is compiled',
  why: 'They are not run, and tell everyone who has the image how it is made.',
  answer(facts) {
    if (!facts.dockerfile) return cantTell(noDockerfile);
    const found = foundBy(facts, 'PL1010');
    if (found.length > 0) return notDone(...found);
    return done('The lint finds no build in what is shipped that leaves its sources there.');
  },
};

const untested: ChecklistItem = {
  id: 'no-untested-change',
  group: 'don’t',
  title: 'Don’t ship an optimization that nobody tested',
  why: 'A smaller image that fails at two in the morning is none.',
  answer(facts) {
    if (!facts.dockerfile) return cantTell(noDockerfile);
    if (!isBettered(facts)) return done('No change is proposed or switched on.');
    return cantTell({
      text: 'The changes that are on are proposals. The verify script builds both and asks both the same.',
      place: { kind: 'view', view: 'outlook' },
    });
  },
};

export const donts: readonly ChecklistItem[] = [
  latest,
  development,
  secretsIn,
  root,
  vulnerabilities,
  ignoreFile,
  separateRuns,
  sources,
  untested,
];
