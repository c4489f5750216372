// docs/verified-minified.md: what was minified, measured and run.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { root } from '../lib/run.mjs';
import { keptMinified, minifiedFile, refreshSection } from './summary.mjs';

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;
const change = (before, after) => `${megabytes(after)} (${(((after - before) / before) * 100).toFixed(0)} %)`;
const cell = (text) => text.replaceAll('|', '\\|').replace(/\s+/g, ' ').slice(0, 400);

const passed = ({ faults, hasHealthcheck }) =>
  faults.length > 0
    ? `**failed**: ${cell(faults.join('; '))}`
    : hasHealthcheck
      ? 'passed, with its HEALTHCHECK'
      : 'passed';

function rowsOf({ program, whole, archive, results }) {
  const { before, smoke, isTraced } = whole;
  const first = [
    program.name,
    'whole',
    megabytes(before.bytes),
    megabytes(archive),
    before.files.toLocaleString('en'),
    passed(smoke),
    '',
  ];
  return [
    first,
    ...results.map((result) => [
      program.name,
      result.profile,
      change(before.bytes, result.bytes),
      change(archive, result.archive),
      result.files.toLocaleString('en'),
      passed(result.smoke),
      isTraced ? `${result.opened.length} and ${result.asked.length}` : 'not traced',
    ]),
  ];
}

const mostNamed = 40;

function lostOf(paths) {
  const named = paths.slice(0, mostNamed).map((path) => `\`${path}\``);
  return `${named.join(', ')}${paths.length > mostNamed ? ` and ${paths.length - mostNamed} more` : ''}`;
}

/** What the Dockerfile made, beside what the page writes. */
function stageText({ files, differences, count, volumes, directoryTimes, configs }) {
  const config = configs[0] === configs[1] ? 'is run alike' : `is run otherwise (${cell(configs.join(' and '))})`;
  const made =
    volumes.length > 0
      ? ` The builder makes the folders of volumes, as an engine does: \`${volumes.join('`, `')}\`.`
      : '';
  const differs = differences.map(({ path, differs }) => `\`${path}\` (${differs.join(', ')})`);
  const told = count === 0 ? 'no difference' : `**${count} differences**: ${differs.join(', ')}`;
  return `The Dockerfile with the choices of *smallest*, built by buildah: ${told} in ${files.toLocaleString('en')} files, links and folders; ${directoryTimes} times of folders differ. It ${config}.${made}`;
}

function sectionOf({ program, whole, seconds, results }) {
  const opened = [...whole.used.values()].filter(Boolean).length;
  const lost = results.flatMap(({ profile, opened: gone, asked }) => [
    ...(gone.length > 0 ? [`- Opened, and gone at *${profile}*: ${lostOf(gone)}`] : []),
    ...(asked.length > 0 ? [`- Only asked for, and gone at *${profile}*: ${lostOf(asked)}`] : []),
  ]);
  return [
    `## ${program.name}`,
    '',
    `${program.about}. What it needs was found in ${seconds.toFixed(1)} s.`,
    ...(whole.isTraced
      ? [`As it ran, the whole image opened ${opened} of its files and folders, by all their names.`]
      : []),
    stageText(results.at(-1).stage),
    '',
    ...lost,
    ...(lost.length > 0 ? [''] : []),
    ...(program.explained ? [program.explained, ''] : []),
  ].join('\n');
}

const head = [
  'program',
  'image',
  'root file system',
  'archive',
  'files',
  'smoke test',
  'opened and asked for before, and gone',
];

const versionOf = (program, flag = '--version') =>
  execFileSync(program, [flag], { encoding: 'utf8' }).split('\n')[0].trim();

/** Programs that were not run this time stay as they were. */
export function writeDocument(programs, verified) {
  const kept = keptMinified();
  const newOf = ({ name }) => verified.find(({ program }) => program.name === name);
  const rows = programs.flatMap((one) => {
    const now = newOf(one);
    return now ? rowsOf(now) : kept.rowsBelow('').filter(([name]) => name === one.name);
  });
  const sections = programs.map((one) => {
    const now = newOf(one);
    return now ? sectionOf(now) : (kept.sectionOf(one.name) ?? '');
  });
  const text = `# Minified images, run

Written by \`npm run verify:minified\`. Each image is written without what no container sees (*cleaned*, which is in all that follows),
then at each profile without what it does not need as well. Whole and written anew, it is unpacked by skopeo and umoci and started under chroot: its own ENTRYPOINT and CMD, with its ENV, USER and WORKDIR, in a network of its
own. Both are asked the same, must answer the same, and end alike at the same signal; a HEALTHCHECK is run beside. Sizes are of regular
files, one with several names counted once, and of the uncompressed archive. The last column counts, by strace, what the whole image
opened or started, or only asked for (\`stat\`, \`access\`, \`readlink\`), and which is not there at that profile; all names on the way
to a file count, links and folders too. The Dockerfile with the same choices (\`src/minify/dockerfile-stage.ts\`) is built by buildah,
with a static busybox in the place of the one that it names, and compared file for file: type, mode, owner, time, contents, extended
attributes, hard links.

${versionOf('skopeo')}; ${versionOf('umoci')}; ${versionOf('strace')}; ${versionOf('buildah')}.

${[head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')}

${sections.join('\n')}`;
  writeFileSync(minifiedFile, text);
  execFileSync('npx', ['prettier', '--write', minifiedFile, refreshSection()], { cwd: root });
}
