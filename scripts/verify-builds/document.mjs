// docs/verified-builds.md: what was built, measured and run.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { root } from '../lib/run.mjs';
import { minifiedSection } from '../verify-minified/summary.mjs';
import { buildahVersion, driver } from './builder.mjs';

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
const seconds = (value) => (value === null || value === undefined ? '' : `${value.toFixed(0)} s`);
const arrow = (before, after) => (before === '' || after === '' ? '' : `${before} → ${after}`);
const passed = ({ smoke }) =>
  smoke.faults.length > 0
    ? `**failed**: ${smoke.faults.map(cell).join('; ')}`
    : smoke.hasHealthcheck
      ? 'passed, with its HEALTHCHECK'
      : 'passed';

const cell = (text) => text.replaceAll('|', '\\|').replace(/\s+/g, ' ');

function share(before, after) {
  return `${megabytes(after)} (${(((after - before) / before) * 100).toFixed(0)} %)`;
}

function table(head, rows) {
  return [
    `| ${head.join(' | ')} |`,
    `| ${head.map(() => '---').join(' | ')} |`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
  ];
}

/** The last line that says why. */
const reason = (failed) =>
  cell(
    failed
      .split('\n')
      .filter((line) => line.trim() !== '')
      .at(-1) ?? '',
  ).slice(0, 300);

function projectRow({ name, before, after }) {
  if (before.failed) return [name, `**not built**: ${reason(before.failed)}`, '', '', '', '', '', ''];
  const head = [name, megabytes(before.bytes)];
  if (after.failed) return [...head, `**not built**: ${reason(after.failed)}`, '', '', '', passed(before), ''];
  return [
    ...head,
    share(before.bytes, after.bytes),
    `${before.layers} → ${after.layers}`,
    arrow(seconds(before.seconds), seconds(after.seconds)),
    arrow(seconds(before.again), seconds(after.again)),
    passed(before),
    `${passed(after)}, as ${after.user}`,
  ];
}

/** Small ones in smaller units. */
const sizeText = (bytes) =>
  Math.abs(bytes) >= 100_000
    ? megabytes(bytes)
    : Math.abs(bytes) >= 1000
      ? `${(bytes / 1000).toFixed(1)} kB`
      : `${bytes} B`;

/** What the review says that a change saves. */
function predictedText({ saves, range }) {
  if (saves !== null) return sizeText(saves);
  return range ? `${megabytes(range.least)} to ${megabytes(range.most)}, estimated` : 'not measured';
}

const tested = ({ smoke }) =>
  smoke.faults.length === 0 ? 'passed' : `**failed**: ${smoke.faults.map(cell).join('; ')}`;

function stepRow({ id, title, saves, range, real, failed, bytes, layers, smoke }) {
  const head = [`\`${id}\` ${cell(title ?? '')}`, predictedText({ saves, range })];
  if (failed) return [...head, `**not built**: ${reason(failed)}`, '', '', ''];
  return [...head, sizeText(real.files), megabytes(bytes), `${layers}`, tested({ smoke })];
}

const stepHead = ['step', 'predicted', 'real', 'size then', 'layers', 'smoke test'];

function changesOf({ before, better, steps }) {
  if (better.changes.length === 0) return [];
  const off = better.changes.filter(({ on }) => !on).map(({ id }) => `\`${id}\``);
  if (!steps) {
    const rows = better.changes.map(({ id, title, on, ...said }) => [
      on ? '✓' : '',
      `\`${id}\``,
      cell(title),
      predictedText(said),
    ]);
    return table(['on', 'change', '', 'predicted'], rows);
  }
  const first = ['as it is', '', '', megabytes(before.bytes), `${before.layers}`, passed(before)];
  return [
    ...table(stepHead, [first, ...steps.rows.map(stepRow)]),
    ...(steps.rows.length < steps.of ? [`${steps.rows.length} of ${steps.of} steps were built.`, ''] : []),
    ...(off.length > 0 ? [`Off by themselves: ${off.join(', ')}.`, ''] : []),
  ];
}

const fenced = (text, language = '') => [`\`\`\`${language}`, text.trimEnd(), '```', ''];

function project(result) {
  const { name, about, text, before, better, after } = result;
  if (before.failed) return [`## ${name}`, '', ...fenced(before.failed)];
  return [
    `## ${name}`,
    '',
    `${about}. As it is:`,
    '',
    ...fenced(text, 'dockerfile'),
    ...(better.text === text
      ? ['The optimizer leaves it as it is.', '']
      : ['Optimized:', '', ...fenced(better.text, 'dockerfile')]),
    ...changesOf(result),
    ...(after.failed ? ['The optimized one was not built:', '', ...fenced(after.failed)] : []),
  ];
}

/** How a prediction stands beside what was built. */
function verdictOf({ saves, range, real }) {
  if (saves !== null) return `${real.files < saves ? '' : '+'}${sizeText(real.files - saves)}`;
  if (real.files < range.least) return `${megabytes(range.least - real.files)} less than the range`;
  return real.files > range.most ? `${megabytes(real.files - range.most)} more than the range` : 'in the range';
}

const slimStandIn =
  'What stands in for `node:20-slim` holds 189.2 MB: less than the estimate begins with, which goes by a neighbour of 230 MB.';

/** What is known of a difference: by project and change. */
const explained = {
  'node-pnpm slim-base': slimStandIn,
  'node-yarn slim-base': slimStandIn,
  'next-standalone slim-base': slimStandIn,
  'react-ssr slim-base': slimStandIn,
  'next-standalone dockerignore':
    'What is left out are 33.6 kB as predicted, and .dockerignore itself came in (275 B). The other 35.5 kB are chance: no two builds write `.next/cache`, Turbopack’s own, alike (23.27 to 23.31 MB in five builds of the same sources), and the stage for building keeps it out of the image.',
  'node-pnpm two-stage-build':
    'What the cache order had stored twice goes as well (41.0 kB). As it prunes, pnpm writes its two records in `node_modules` anew, 35.3 kB shorter, and removes 3.6 kB from `node_modules/.bin`; the rest is .dockerignore.',
  'node-yarn two-stage-build':
    '`locked-install` before it had kept Yarn from writing yarn.lock anew, which was counted here (117.9 kB); what the cache order had stored twice goes as well (55.9 kB), and .dockerignore.',
  'react-ssr two-stage-build':
    'npm writes `node_modules/.package-lock.json` anew as it prunes, 27.8 kB shorter. `locked-install` had kept it from writing package-lock.json anew (75.0 kB), and the cache order had stored 76.0 kB twice; the rest is .dockerignore.',
  'node-bloated secret-file':
    'npm leaves a log of its install in the image (29.4 kB), which was 69 B longer in this build than in the one before.',
  'node-bloated two-stage-build':
    'npm writes `node_modules/.package-lock.json` anew as it prunes, 4.7 kB shorter, and two layers hold it. Where the other 1.7 kB went was not looked for.',
  'node-bloated copy-owner': 'The same file: its copy in the layer of `chown -R` is the shorter one by then.',
};

const predicted = 'Predicted against real';
const byProfile = 'By profile';
const standIns = 'What stands in for the base images';

/** With what an earlier run found of projects of which this one knows nothing, or proposed the same, in the order of the projects. */
function withEarlier(rows, { earlier, order, results }, heading) {
  const own = new Set(rows.map(([name]) => name));
  const isStill = (name) => {
    const { better } = results.find((one) => one.name === name) ?? {};
    return !better || earlier.sectionOf(name)?.includes(fenced(better.text, 'dockerfile').join('\n')) === true;
  };
  const kept = earlier.rowsBelow(heading).filter(([name]) => order.includes(name) && !own.has(name) && isStill(name));
  return [...rows, ...kept].sort(([one], [other]) => order.indexOf(one) - order.indexOf(other));
}

/** Every change of which the review said how much it saves, and that was built. */
function predictions(results, before) {
  const said = results.flatMap(({ name, steps }) =>
    (steps?.rows ?? [])
      .filter(({ saves, range, failed }) => !failed && (saves !== null || range !== null))
      .map((row) => ({ name, ...row })),
  );
  const idle = said.filter(({ saves }) => saves === 0);
  const rows = said
    .filter(({ saves }) => saves !== 0)
    .map((row) => [
      row.name,
      `\`${row.id}\``,
      predictedText(row),
      sizeText(row.real.files),
      verdictOf(row),
      explained[`${row.name} ${row.id}`] ?? '',
    ]);
  const all = withEarlier(rows, before, predicted);
  if (all.length === 0) return [];
  const most = Math.max(0, ...idle.map(({ real }) => Math.abs(real.files)));
  return [
    `## ${predicted}`,
    '',
    'Changes of which the review says how much they save, each with those before it. _Predicted_ and _real_ are bytes of files; the',
    'layers have some hundred bytes more for each file. A step that is built once more may differ by what it fetches and when.',
    '',
    ...table(['project', 'change', 'predicted', 'real', 'difference', 'why'], all),
    ...(idle.length > 0
      ? [
          `${idle.length} more of what was built last were said to save nothing while the others are on: what they changed was at most ${sizeText(most)}.`,
          '',
        ]
      : []),
  ];
}

const profileCell = (built) =>
  !built
    ? ''
    : built.failed
      ? `**not built**: ${reason(built.failed)}`
      : `${megabytes(built.bytes)}${built.smoke.faults.length > 0 ? ', **smoke test failed**' : ''}`;

function profilesOf(results, before) {
  const rows = results
    .filter(({ profiles }) => profiles)
    .map(({ name, better, before, after, profiles: { safe, smallest } }) => {
      const own = better.changes.filter(({ on }) => on).map(({ id }) => id);
      const more = smallest.on.filter((id) => !own.includes(id)).map((id) => `\`${id}\``);
      return [name, megabytes(before.bytes), ...[safe, after, smallest].map(profileCell), more.join(', ')];
    });
  const all = withEarlier(rows, before, byProfile);
  if (all.length === 0) return [];
  return [
    `## ${byProfile}`,
    '',
    'What each profile has on by itself. Every one was built and run; where nothing is said, its smoke test passed.',
    '',
    ...table(['project', 'as it is', 'safe', 'balanced', 'smallest', 'what smallest adds'], all),
  ];
}

const isGood = (row) => row.slice(-2).every((cell) => cell.startsWith('passed'));

const sectionOf = (name, results, earlier) => {
  const result = results.find((one) => one.name === name);
  if (result) return project(result);
  const kept = earlier.sectionOf(name);
  return kept === null ? [] : [kept, ''];
};

/**
 * `results`: what is known of projects; `order`: the names of all, the larger case last; `earlier`: what the last run wrote. The builds
 * themselves are kept beside the project, and may be gone.
 */
export function writeDocument(file, results, order, earlier) {
  const before = { earlier, order, results };
  const rows = withEarlier(results.map(projectRow), before, '');
  const again = new Set(results.map(({ name }) => name));
  const left = rows.map(([name]) => name).filter((name) => !again.has(name));
  const bases = new Map([
    ...(left.length > 0 ? earlier.rowsBelow(standIns).map(([from, says]) => [from.replaceAll('`', ''), says]) : []),
    ...results
      .flatMap(({ before, after, profiles = {}, steps }) =>
        [before, after, ...Object.values(profiles), ...(steps?.rows ?? [])].flatMap((built) => built?.bases ?? []),
      )
      .map(({ reference, says }) => [reference, says]),
  ]);
  const built = rows.filter((row) => !row.some((cell) => cell.startsWith('**not built**')));
  const text = [
    '# The optimized Dockerfiles, built and run',
    '',
    'Made by `npm run verify:builds`: each folder of `tests/projects`, and the larger case `node-bloated`, is built with its own',
    'Dockerfile; that image is the evidence for the optimizer; the Dockerfile that it proposes is built with the proposed',
    '`.dockerignore`. In both images the program is started by its own command, as its own user, in a network of its own, and asked',
    'what `smoke.json` lists; where the image has a HEALTHCHECK, that is run beside it.',
    '',
    `${buildahVersion()}, chroot isolation, ${driver}; Node ${process.versions.node}. Sizes are the bytes of all layers, base included, uncompressed. _Again_ is a build with a cache after a source file was edited. Seconds are of a machine that did other work beside it.`,
    '',
    `${rows.length} projects, ${built.length} built both ways, ${built.filter(isGood).length} with both smoke tests passed.`,
    ...(left.length > 0 ? ['', `As an earlier run had them, with what was proposed then: ${left.join(', ')}.`] : []),
    '',
    ...table(['project', 'before', 'after', 'layers', 'build', 'again', 'smoke test before', 'smoke test after'], rows),
    ...predictions(results, before),
    ...profilesOf(results, before),
    ...minifiedSection(),
    `## ${standIns}`,
    '',
    'No registry of images is reached. These are made from Debian 12 by debootstrap, so that a size here is not that of the real image;',
    'what changes from one to the other is the same kind of thing.',
    '',
    ...table(
      ['FROM', 'is here'],
      [...bases].sort().map(([reference, says]) => [`\`${reference}\``, cell(says)]),
    ),
    ...[...order.slice(-1), ...order.slice(0, -1)].flatMap((name) => sectionOf(name, results, earlier)),
  ].join('\n');
  writeFileSync(file, text);
  execFileSync('npx', ['prettier', '--write', file], { cwd: root, stdio: 'ignore' });
}
