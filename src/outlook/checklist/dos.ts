import { formatBytes, formatCount } from '../../bytes/units.ts';
import { familyOf, parseReference } from '../../optimize/base-image/base-images.ts';
import { rebuildTime } from '../build-figures.ts';
import { bottomImage } from '../layer-figures.ts';
import type { OutlookFacts } from '../outlook-facts.ts';
import { cantTell, done, notDone, type ChecklistItem, type Evidence } from './item.ts';
import {
  at,
  dependencyInstalls,
  failedOf,
  foundBy,
  isWholeContext,
  line,
  noDockerfile,
  noFolder,
  packageInstalls,
  passedOf,
  shipped,
  shippedInstructions,
} from './lookups.ts';

const smallNames = /(?:^|\/)(?:scratch|busybox|alpine|distroless|wolfi-base|static|chiseled\S*)(?:$|[/:@-])/i;
const smallTags = /(?:^|[-.])(?:alpine|slim|distroless|chiseled|nonroot)(?:$|[-.\d])/i;

function isSmallBase(reference: string): boolean {
  const parsed = parseReference(reference);
  if (!parsed) return false;
  return smallNames.test(parsed.name) || /distroless|chainguard/i.test(parsed.name) || smallTags.test(parsed.tag ?? '');
}

function baseEvidence(facts: OutlookFacts): { reference: string; evidence: (text: string) => Evidence } | null {
  const { dockerfile, image } = facts;
  const reference = dockerfile ? bottomImage(dockerfile.dockerfile) : (image?.base.name ?? '');
  const from = shipped(facts).at(-1)?.from;
  if (reference === '') return null;
  return { reference, evidence: (text) => ({ text, place: from ? line(from.line) : null }) };
}

const minimalBase: ChecklistItem = {
  id: 'minimal-base',
  group: 'do',
  title: 'Start from a minimal base image',
  why: 'What the base brings is stored, pulled and scanned with every image built upon it.',
  answer(facts) {
    const base = baseEvidence(facts);
    const surplus = failedOf(facts, 'PL2042').slice(0, 2);
    if (!base) return surplus.length > 0 ? notDone(...surplus) : cantTell('Nothing tells which base image it is.');
    const { reference, evidence } = base;
    if (isSmallBase(reference)) return done(evidence(`${reference} is a small variant.`));
    const family = familyOf(reference);
    if (family?.slim)
      return notDone(evidence(`${reference} is the full variant; it has one that ends in ${family.slim}.`), ...surplus);
    if (surplus.length > 0) return notDone(...surplus);
    return cantTell(evidence(`Nothing here is known of how small ${reference} is.`));
  },
};

const multiStage: ChecklistItem = {
  id: 'multi-stage',
  group: 'do',
  title: 'Build in one stage, ship another',
  why: 'Compilers, sources and caches are needed to build, not to run.',
  answer(facts) {
    if (!facts.dockerfile) return cantTell(noDockerfile);
    const left = foundBy(facts, 'PL1005', 'PL1010', 'PL1011');
    if (left.length > 0) return notDone(...left);
    const { stages } = facts.dockerfile.dockerfile;
    const copies = shippedInstructions(facts).filter(({ flags }) => flags.some(({ name }) => name === 'from'));
    if (copies.length > 0) return done(...at(copies, 'Copied from another stage or image.'));
    if (stages.length > 1)
      return notDone({
        text: 'There are several stages, and the last takes nothing from another one.',
        place: line(stages.at(-1)?.from.line ?? 1),
      });
    return done('One stage, and the lint finds no build in it: no compilers, no sources, no development dependencies.');
  },
};

const fullIgnore: ChecklistItem = {
  id: 'full-dockerignore',
  group: 'do',
  title: 'Keep everything needless out by .dockerignore',
  why: 'What is sent takes time, spoils the cache, and lands in the image with COPY . .',
  answer({ context }) {
    if (!context) return cantTell(noFolder);
    const { audit } = context;
    const place = { kind: 'view', view: 'context' } as const;
    const risky = audit.risky
      .filter(({ isSent }) => isSent)
      .map(({ path, what }) => ({ text: `${path} is sent: ${what}.`, place }));
    const lines = (audit.proposal?.lines ?? []).map(({ pattern, files, bytes }) => ({
      text: `${pattern} would leave out ${formatCount(files)} ${files === 1 ? 'file' : 'files'}, ${formatBytes(bytes)}.`,
      place,
    }));
    if (risky.length + lines.length > 0) return notDone(...risky, ...lines);
    const { files, bytes } = audit.now;
    return done({
      text: `${formatCount(files)} ${files === 1 ? 'file is' : 'files are'} sent, ${formatBytes(bytes)}; nothing in it is known to be needless.`,
      place,
    });
  },
};

const order: ChecklistItem = {
  id: 'order',
  group: 'do',
  title: 'Go from what changes least to what changes most',
  why: 'A step runs again when anything before it changed.',
  answer(facts) {
    if (!facts.dockerfile) return cantTell(noDockerfile);
    const early = foundBy(facts, 'PL1001');
    if (early.length > 0) return notDone(...early);
    const installs = dependencyInstalls(facts);
    if (installs.length === 0)
      return done('No step installs dependencies from a manifest, so none is repeated for an edit.');
    const { instructions } = facts.dockerfile.dockerfile;
    const late = installs.filter((run) =>
      instructions.some((copy) => isWholeContext(copy) && copy.stage === run.stage && copy.line < run.line),
    );
    if (late.length > 0) return notDone(...at(late, 'Installs dependencies behind a COPY of all sources.'));
    return done(...at(installs, 'Dependencies are installed before all sources are copied.'));
  },
};

const cleanUp: ChecklistItem = {
  id: 'clean-up',
  group: 'do',
  title: 'Clean up in the RUN that made the mess',
  why: 'A later layer only hides what an earlier one stores.',
  answer(facts) {
    const left = [
      ...foundBy(facts, 'PL1002', 'DL3009', 'DL3019', 'DL3032', 'DL3036', 'DL3040', 'DL3042', 'DL3060'),
      ...failedOf(facts, 'PL2027', 'PL2028', 'DKL-DI-0004', 'DKL-DI-0005', 'DS-0015', 'DS-0019', 'DS-0020', 'DS-0027'),
    ];
    if (left.length > 0) return notDone(...left);
    if (!facts.dockerfile && !facts.image) return cantTell(noDockerfile);
    const clean = passedOf(facts, 'PL2027', 'PL2028');
    const installs = at(packageInstalls(facts), 'Installs, and leaves no cache that the lint knows of.');
    if (clean.length + installs.length > 0) return done(...clean, ...installs);
    if (!facts.dockerfile) return cantTell('The image was not looked into yet.');
    return done('No RUN installs packages of the system.');
  },
};

const specificCopy: ChecklistItem = {
  id: 'specific-copy',
  group: 'do',
  title: 'Copy what is needed, by name',
  why: 'COPY . . takes along whatever lies in the folder, today and next year.',
  answer(facts) {
    if (!facts.dockerfile) return cantTell(noDockerfile);
    const whole = shippedInstructions(facts).filter(isWholeContext);
    if (whole.length > 0) return notDone(...at(whole, 'Copies the whole build context into the image.'));
    return done('No COPY of what is shipped takes the whole build context.');
  },
};

const buildCache: ChecklistItem = {
  id: 'build-cache',
  group: 'do',
  title: 'Let the build cache work',
  why: 'An edit of one file should not download every dependency again.',
  answer(facts) {
    if (!facts.dockerfile) return cantTell(noDockerfile);
    const source = facts.rebuild?.find(({ change }) => change.id === 'source');
    const place = { kind: 'view', view: 'rebuild' } as const;
    if (source) {
      const installs = new Set(dependencyInstalls(facts).map(({ line: one }) => one));
      const again = source.today.steps.filter(({ line: one, state }) => state === 'runs' && installs.has(one));
      const figure = rebuildTime(source.today);
      const steps = figure.kind === 'unknown' ? figure.reason : `${figure.detail ?? ''}.`;
      const all = { text: `After an edit of ${source.change.example}: ${steps}`, place };
      if (again.length > 0)
        return notDone(
          ...again.map((one) => ({ text: 'Dependencies are installed again after an edit.', place: line(one.line) })),
          all,
        );
      return done(all);
    }
    const found = foundBy(facts, 'PL1001');
    if (found.length > 0) return notDone(...found);
    return cantTell('Which steps an edit runs again is worked out with the project folder.');
  },
};

const scan: ChecklistItem = {
  id: 'scan',
  group: 'do',
  title: 'Scan images regularly',
  why: 'Vulnerabilities become known after an image was built.',
  answer: () =>
    cantTell(
      'No file tells how often this image is scanned. Plimsoll looks for secrets and hardening, not for known vulnerabilities: that needs a list that is fetched anew each day.',
    ),
};

const isDirective = /^(?:syntax|escape|check)\s*=|hadolint\s+ignore|shellcheck\s+disable/i;

const writeDown: ChecklistItem = {
  id: 'write-down',
  group: 'do',
  title: 'Write down why',
  why: 'Whoever changes a line next year has to know what it is there for.',
  answer({ dockerfile }) {
    if (!dockerfile) return cantTell(noDockerfile);
    const said = dockerfile.dockerfile.comments.filter(({ text }) => /\p{L}{3}/u.test(text) && !isDirective.test(text));
    const [first] = said;
    if (!first) return notDone('The Dockerfile has no comment.');
    return done({
      text: `${said.length} ${said.length === 1 ? 'line' : 'lines'} of comments. Whether they say why, only a reader can tell.`,
      place: line(first.line),
    });
  },
};

export const dos: readonly ChecklistItem[] = [
  minimalBase,
  multiStage,
  fullIgnore,
  order,
  cleanUp,
  specificCopy,
  buildCache,
  scan,
  writeDown,
];
