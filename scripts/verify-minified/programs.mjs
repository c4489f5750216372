// The programs that are run whole and minified: images of the fixtures, and some that are built here on what verify-builds has for bases.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { images, unpackSharedFixtures } from '../lib/shared-fixtures.mjs';

const get = (port, ...paths) => paths.map((path) => (typeof path === 'string' ? { port, path } : { port, ...path }));

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

/** The archive of a program's image, which is made where it is none of the fixtures'. */
export async function archiveOf({ name, bases, prepare, ...program }, folder) {
  if (program.fixture) return fixture(name);
  const { build, save } = await import('../verify-builds/builder.mjs');
  const { provideBases } = await import('../verify-builds/bases.mjs');
  provideBases(bases);
  const context = join(folder, 'context');
  cpSync(join(import.meta.dirname, 'images', name), context, { recursive: true });
  prepare?.(context);
  const tag = `localhost/verify-minified/${name}`;
  build(context, { file: join(context, 'Dockerfile'), tag, images: null });
  const file = join(folder, `${name}.tar`);
  save(tag, file);
  return file;
}
