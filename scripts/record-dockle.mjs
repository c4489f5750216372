// npm run peers:dockle: asks dockle about the shared images and about every made image of the tests, and records its answers.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './lib/run.mjs';
import { images as unpacked, unpackSharedFixtures } from './lib/shared-fixtures.mjs';

const peer = join(root, 'tests/peers/dockle');
const folder = mkdtempSync(join(tmpdir(), 'plimsoll-dockle-'));

/** Parts of its libraries that a look into an archive does not need, and that want headers of C. */
const leftOut = 'containers_image_openpgp,exclude_graphdriver_btrfs,exclude_graphdriver_devicemapper';

/** The program that PLIMSOLL_DOCKLE names; otherwise it is built, which needs Go. */
function provideDockle() {
  const named = process.env['PLIMSOLL_DOCKLE'];
  if (named) return named;
  const program = join(folder, 'dockle.exe');
  const what = ['-o', program, '-tags', leftOut, 'github.com/goodwithtech/dockle/cmd/dockle'];
  const env = { ...process.env, CGO_ENABLED: '0' };
  execFileSync('go', ['build', '-mod=mod', ...what], { cwd: peer, env, stdio: 'inherit' });
  return program;
}

/** The folder with the shared images. */
function provideImages() {
  const named = process.env['PLIMSOLL_FIXTURES'];
  const missing = named ? null : unpackSharedFixtures();
  if (missing) throw new Error(missing);
  return named ?? unpacked;
}

/** The comparison runs without comparing, and leaves an archive of each of its images, and their names. */
function makeCases() {
  const into = join(folder, 'cases');
  mkdirSync(into);
  const env = { ...process.env, PLIMSOLL_DOCKLE_CASES: into };
  spawnSync('npx', ['vitest', 'run', '--project', 'unit', 'dockle-cases'], { cwd: root, env, stdio: 'ignore' });
  const archives = readdirSync(into).filter((name) => name.endsWith('.tar'));
  if (archives.length === 0) throw new Error('the tests left no images');
  return archives.map((archive) => {
    const path = join(into, archive);
    return { name: readFileSync(path.replace(/tar$/, 'txt'), 'utf8'), made: archive.replace(/\.tar$/, ''), path };
  });
}

/** Where an alert of dockle's leads: a path, or a variable's name. Its words about a step are those of the history. */
function placeIn(alert) {
  const place =
    /^Suspicious (?:filename|file extension|directory) found ?: (.*?) \(You can/s.exec(alert) ??
    /^(?:Suspicious directory|unnecessary file) ?: (.*)$/s.exec(alert) ??
    /^set[ug]id file: \S+ (.*)$/s.exec(alert) ??
    /^Suspicious ENV key found ?: (\S+) on /.exec(alert);
  return place ? ` ${place[1].trim()}` : '';
}

/** The first line where it crashes, else the last, without the time. */
function errorIn(output) {
  const lines = output.trim().split('\n');
  const line = lines.find((one) => one.startsWith('panic: ')) ?? lines.at(-1) ?? '';
  return line.replace(/^\S+\s+\S*FATAL\S*\s+/, '');
}

/** `CODE`, or `CODE place`, for each thing that it found. */
function ask(dockle, path) {
  const to = join(folder, 'answer.json');
  rmSync(to, { force: true });
  const args = ['--no-color', '--timeout', '300s', '--cache-dir', join(folder, 'cache')];
  // Its environment and the folder that it runs in would change what it says.
  const apart = { cwd: folder, env: { HOME: folder }, encoding: 'utf8' };
  const { stderr, stdout } = spawnSync(dockle, [...args, '--input', path, '-f', 'json', '-o', to], apart);
  if (!existsSync(to)) return { error: errorIn(stderr + stdout) };
  const found = (JSON.parse(readFileSync(to, 'utf8')).details ?? []).filter(({ level }) => level !== 'SKIP');
  const lines = found.flatMap(({ code, alerts }) => alerts.map((alert) => code + placeIn(alert)));
  return [...new Set(lines)].sort();
}

const toRows = (entries) =>
  entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`)
    .join(',\n');

try {
  const images = provideImages();
  const dockle = provideDockle();
  const paths = readdirSync(images, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.tar(\.gz)?$/.test(path));
  const [, version] = / v(\d\S+)/.exec(readFileSync(join(peer, 'go.mod'), 'utf8'));
  const ofImages = paths.map((path) => [path, ask(dockle, join(images, path))]);
  const ofCases = makeCases().map(({ name, made, path }) => [name, { made, answer: ask(dockle, path) }]);
  const text = `{\n  "version": ${JSON.stringify(version)},\n  "images": {\n${toRows(ofImages)}\n  },\n  "cases": {\n${toRows(ofCases)}\n  }\n}\n`;
  writeFileSync(join(peer, 'answers.json'), text);
  console.log(`${paths.length} shared images and ${ofCases.length} made ones, looked at by dockle ${version}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
