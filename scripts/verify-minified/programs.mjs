// The programs that are run whole and minified: images of the fixtures, some that are built here on what verify-builds has for bases,
// and folders of tests/projects as their optimized Dockerfiles build them.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/run.mjs';
import { images, unpackSharedFixtures } from '../lib/shared-fixtures.mjs';

const get = (port, ...paths) => paths.map((path) => (typeof path === 'string' ? { port, path } : { port, ...path }));

/** Its own smoke test is asked, and it is ended by the signal that an engine sends. */
function project(name) {
  const { about, ...smoke } = JSON.parse(readFileSync(join(root, 'tests/projects', name, 'smoke.json'), 'utf8'));
  return { name, about, project: true, smoke: { stop: 'SIGTERM', ...smoke } };
}

export const programs = [
  {
    name: 'node-optimized',
    about: 'A Node API: Express, lodash, a native module for bcrypt, static files',
    fixture: true,
    smoke: {
      stop: 'SIGTERM',
      probes: get(
        3000,
        '/health',
        { path: '/hash/harbour', includes: '$2y$', varies: true },
        { path: '/nothing', status: 404 },
      ),
    },
  },
  {
    name: 'python-app',
    about: 'A Python web app: Flask and PyYAML on Debian’s Python',
    fixture: true,
    smoke: { stop: 'SIGTERM', probes: get(8000, { path: '/', includes: '"ok"' }, { path: '/nothing', status: 404 }) },
  },
  {
    name: 'go-static',
    about: 'Go, one static binary on nothing: a name is looked up, and a page asked for that does not answer',
    fixture: true,
    smoke: { args: ['https://localhost:9/'], prints: ['en-GB map[a:b] true', 'connection refused'] },
  },
  {
    name: 'c-server',
    about:
      'C with shared libraries: OpenSSL, zlib, a plugin opened by name, users, time zones, iconv; curl for its HEALTHCHECK',
    explained:
      'The converters between character sets stay, at *smallest* too: the C library opens one by the name of the set, which the program has only as it runs, and the program calls `iconv_open`.',
    bases: ['debian:bookworm-slim'],
    smoke: { stop: 'SIGTERM', probes: get(8080, '/', '/tls', '/zlib', '/plugin', '/names', '/zone', '/iconv') },
  },
  {
    name: 'java-server',
    about: 'Java 17: services, a class by its name, resources, TLS, time zones, a rare character set',
    bases: ['eclipse-temurin:17-jre'],
    prepare: buildJar,
    smoke: {
      stop: 'SIGTERM',
      exit: 143,
      seconds: 90,
      probes: get(
        8080,
        '/',
        '/service',
        '/reflection',
        '/resource',
        '/zone',
        '/charset',
        '/names',
        '/digest',
        '/tls',
        '/checksum',
      ),
    },
  },
  {
    name: 'shell-service',
    about:
      'A shell script: bash, a loop that writes a report with find, xargs and jq, busybox’s httpd with a CGI script',
    bases: ['debian:bookworm-slim'],
    smoke: {
      stop: 'SIGTERM',
      probes: get(8080, { path: '/', includes: 'ready' }, '/words.txt', {
        path: '/cgi-bin/report',
        includes: '3 words, report',
      }),
    },
  },
  {
    name: 'nginx-site',
    about: 'nginx with a page of its own',
    bases: ['nginx:1.22'],
    smoke: {
      stop: 'SIGQUIT',
      probes: get(80, { path: '/', includes: 'Harbour' }, '/assets/site.css', { path: '/nothing', status: 404 }),
    },
  },
  {
    name: 'php-site',
    about:
      'PHP with its own server: classes found by an autoloader, templates whose names are put together at run time',
    bases: ['php:8.2-cli'],
    smoke: {
      stop: 'SIGTERM',
      probes: get(8080, { path: '/', includes: '1,299.00 EUR' }, { path: '/about', includes: '2023-11-14' }),
    },
  },
  {
    name: 'nest-api',
    about:
      'NestJS: an adapter and a validator that it finds by name as it starts, a module that is loaded when it is asked for',
    bases: ['node:20', 'node:20-slim'],
    fetches: true,
    smoke: {
      stop: 'SIGTERM',
      probes: get(
        3000,
        { path: '/health', includes: 'ok' },
        {
          path: '/berths',
          method: 'POST',
          json: { ship: 'Endeavour', metres: '32' },
          status: 201,
          includes: '"Leith"',
        },
        { path: '/berths', method: 'POST', json: { metres: 900 }, status: 400, includes: 'ship must be a string' },
        { path: '/tides/hull', includes: '7.2' },
        { path: '/tides/nowhere', status: 404, includes: 'No tide' },
      ),
    },
  },
  project('next-standalone'),
  {
    ...project('node-pnpm'),
    explained: 'pnpm goes on without what it opens and does not find: settings of an npm beside it, and `ldd`.',
  },
];

function buildJar(folder) {
  const classes = join(folder, 'classes');
  const sources = ['Main', 'Greeting', 'Polite', 'Hidden'].map((name) => join(folder, `src/harbour/${name}.java`));
  execFileSync('javac', ['--release', '17', '-d', classes, ...sources]);
  cpSync(join(folder, 'resources'), classes, { recursive: true });
  mkdirSync(join(folder, 'target'));
  execFileSync('jar', [
    '--create',
    '--file',
    join(folder, 'target/app.jar'),
    '--main-class',
    'harbour.Main',
    '-C',
    classes,
    '.',
  ]);
}

function fixture(name) {
  const file = join(images, name, `${name}.tar`);
  const missing = existsSync(file) ? null : unpackSharedFixtures();
  if (missing) throw new Error(`The fixtures' images are wanted: ${missing}`);
  return file;
}

/** What the optimizer made of a project, as docs/verified-builds.md has it. */
async function optimizedOf(name) {
  const { loadSource } = await import('../../tests/bench/source.mjs');
  const { readDocument } = await loadSource('scripts/verify-builds/kept-document.ts');
  const section = readDocument(readFileSync(join(root, 'docs/verified-builds.md'), 'utf8')).sectionOf(name) ?? '';
  const text = /^Optimized:\n\n```dockerfile\n(.*?)^```$/ms.exec(section)?.[1];
  if (text === undefined) throw new Error(`docs/verified-builds.md has no optimized Dockerfile of ${name}`);
  return text;
}

async function buildProject(name, folder, tag) {
  const { build, forBuildah } = await import('../verify-builds/builder.mjs');
  const { provideBases } = await import('../verify-builds/bases.mjs');
  const { subjectOf } = await import('../verify-builds/subjects.mjs');
  const { folder: context } = subjectOf(name, join(folder, 'context'));
  const text = await optimizedOf(name);
  const bases = Array.from(text.matchAll(/^FROM (\S+:\S+)/gm), ([, image]) => image);
  provideBases(bases);
  const file = join(folder, 'Dockerfile');
  writeFileSync(file, forBuildah(text));
  build(context, { file, tag, images: bases, cached: true });
}

/** `fetches`: its build gets packages, as those of projects do. */
async function buildHere({ name, bases, prepare, fetches = false }, folder, tag) {
  const { build } = await import('../verify-builds/builder.mjs');
  const { provideBases } = await import('../verify-builds/bases.mjs');
  provideBases(bases);
  const context = join(folder, 'context');
  cpSync(join(import.meta.dirname, 'images', name), context, { recursive: true });
  prepare?.(context);
  build(context, { file: join(context, 'Dockerfile'), tag, images: fetches ? bases : null });
}

/** The archive of a program's image, which is made where it is none of the fixtures'. */
export async function archiveOf(program, folder) {
  const { name } = program;
  if (program.fixture) return fixture(name);
  const { save } = await import('../verify-builds/builder.mjs');
  const tag = `localhost/verify-minified/${name}`;
  if (program.project) await buildProject(name, folder, tag);
  else await buildHere(program, folder, tag);
  const file = join(folder, `${name}.tar`);
  save(tag, file);
  return file;
}
