// docs/verified-builds.md: what was built, measured and run.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/run.mjs';
import { buildahVersion, driver } from './builder.mjs';

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
const seconds = (value) => (value === null || value === undefined ? '' : `${value.toFixed(0)} s`);
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
    `${seconds(before.seconds)} → ${seconds(after.seconds)}`,
    `${seconds(before.again)} → ${seconds(after.again)}`,
    passed(before),
    `${passed(after)}, as ${after.user}`,
  ];
}

const predictedText = (saves) => (saves === null ? 'not measured' : megabytes(saves));

function changesOf({ better, alone }) {
  if (!better) return [];
  const rows = better.changes.map(({ id, title, saves, on }) => {
    const one = alone?.find((row) => row.id === id);
    const real = !alone
      ? []
      : [
          one?.failed
            ? `**not built**: ${reason(one.failed)}`
            : one
              ? `${predictedText(one.predicted)} → ${megabytes(one.saved)}${one.smoke.faults.length > 0 ? ', **smoke test failed**' : ''}`
              : '',
        ];
    return [on ? '✓' : '', `\`${id}\``, cell(title), predictedText(saves), ...real];
  });
  return table(['on', 'change', '', 'predicted', ...(alone ? ['alone: predicted → built'] : [])], rows);
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

function journeyOf({ steps, of }) {
  const [first] = steps;
  if (first.failed)
    return ['## The journey of node-bloated', '', 'Its Dockerfile was not built here:', '', ...fenced(first.failed)];
  let last = first.bytes;
  const rows = steps.map(({ id, title, predicted, failed, bytes, layers, seconds: took, smoke }) => {
    const name = id === null ? title : `\`${id}\` ${cell(title)}`;
    if (failed) return [name, `**not built**: ${reason(failed)}`, '', '', '', '', ''];
    const saved = last - bytes;
    last = bytes;
    return [
      name,
      megabytes(bytes),
      id === null ? '' : predictedText(predicted),
      id === null ? '' : megabytes(saved),
      `${layers}`,
      seconds(took),
      smoke.faults.length === 0 ? 'passed' : `**failed**: ${smoke.faults.map(cell).join('; ')}`,
    ];
  });
  return [
    '## The journey of node-bloated',
    '',
    'The changes that are on, one after the other, each with those before it; every step is built, measured and run. _Predicted_ is',
    `what the image of the first line says that the change saves, _built_ how much smaller the next image came out. ${steps.length} of ${of} steps were built.`,
    '',
    ...table(['step', 'size', 'predicted', 'built', 'layers', 'build', 'smoke test'], rows),
  ];
}

export function writeDocument(results, steps, profile) {
  const bases = new Map(
    results
      .flatMap(({ before, after }) => [...(before?.bases ?? []), ...(after?.bases ?? [])])
      .map(({ reference, says }) => [reference, says]),
  );
  const file = join(root, 'docs/verified-builds.md');
  const built = results.filter(({ before, after }) => !before.failed && after && !after.failed);
  const text = [
    '# The optimized Dockerfiles, built and run',
    '',
    'Made by `npm run verify:builds`: each folder of `tests/projects` is built with its own Dockerfile; that image is the evidence',
    'for the optimizer; the Dockerfile that it proposes is built with the proposed `.dockerignore`. In both images the program is',
    'started by its own command, as its own user, in a network of its own, and asked what `smoke.json` lists; where the image has a',
    'HEALTHCHECK, that is run beside it.',
    '',
    `${buildahVersion()}, chroot isolation, ${driver}; Node ${process.versions.node}; profile ${profile ?? 'as it comes'}. Sizes are the bytes of all layers, base included, uncompressed. _Again_ is a build with a cache after a source file was edited. Seconds are of a machine that did other work beside it.`,
    '',
    `${results.length} projects, ${built.length} built both ways, ${built.filter(({ before, after }) => before.smoke.faults.length + after.smoke.faults.length === 0).length} with both smoke tests passed.`,
    '',
    ...table(
      ['project', 'before', 'after', 'layers', 'build', 'again', 'smoke test before', 'smoke test after'],
      results.map(projectRow),
    ),
    '## What stands in for the base images',
    '',
    'No registry of images is reached. These are made from Debian 12 by debootstrap, so that a size here is not that of the real image;',
    'what changes from one to the other is the same kind of thing.',
    '',
    ...table(
      ['FROM', 'is here'],
      [...bases].sort().map(([reference, says]) => [`\`${reference}\``, cell(says)]),
    ),
    ...(steps ? journeyOf(steps) : []),
    ...results.flatMap(project),
  ].join('\n');
  writeFileSync(file, text);
  execFileSync('npx', ['prettier', '--write', file], { cwd: root, stdio: 'ignore' });
}
