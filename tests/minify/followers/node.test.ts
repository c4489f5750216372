import { describe, expect, test } from 'vitest';
import { elfBytes } from '../../support/elf-bytes.ts';
import { reachImage, told } from '../support.ts';

const elf = elfBytes();
const json = (value: unknown): string => JSON.stringify(value);
type Files = Readonly<Record<string, string | Uint8Array>>;

/** What is told of the files below /app, without that in front; `node` and `sh` are there. */
async function inApp(
  files: Files,
  { cmd = ['node', 'main.js'], env = [] as string[], links = '' } = {},
): Promise<{ told: Record<string, string>; notes: readonly string[] }> {
  const placed = Object.fromEntries(Object.entries(files).map(([path, body]) => [`app/${path}`, body]));
  const config = { Cmd: cmd, WorkingDir: '/app', Env: ['PATH=/usr/bin:/bin', ...env] };
  const image = await reachImage(links, config, { 'usr/bin/node': elf, 'bin/sh': elf, ...placed });
  const all = Object.entries(told(image)).filter(([path]) => path.startsWith('/app/'));
  return {
    told: Object.fromEntries(all.map(([path, what]) => [path.slice(5), what.replaceAll('/app/', '')])),
    notes: image.reach.notes,
  };
}

/** Only whether they are needed. */
async function states(files: Files, options?: Parameters<typeof inApp>[1]): Promise<Record<string, string>> {
  const { told } = await inApp(files, options);
  return Object.fromEntries(Object.entries(told).map(([path, what]) => [path, what.replace(/ by .*/s, '')]));
}

test('a script needs what it requires and imports, each file with who asks for it', async () => {
  const { told, notes } = await inApp({
    'main.js': `const a = require('./a'); require('fs'); require('express');`,
    'a.js': `import './b.mjs';`,
    'b.mjs': '',
    'unused.js': '',
    'package.json': json({ name: 'app' }),
    'node_modules/express/package.json': json({ name: 'express', main: './lib/index' }),
    'node_modules/express/lib/index.js': '',
    'node_modules/express/lib/other.js': '',
    'node_modules/express/README.md': '',
    'node_modules/left/index.js': '',
  });
  expect(told).toEqual({
    'main.js': 'needed by /usr/bin/node: is given main.js',
    'a.js': 'needed by main.js: requires ./a',
    'b.mjs': 'needed by a.js: imports ./b.mjs',
    'unused.js': 'not reached',
    'package.json': expect.stringMatching(/^needed by main.js: /) as string,
    'node_modules/express/package.json': 'needed by main.js: finds express by it',
    'node_modules/express/lib/index.js': 'needed by main.js: requires express',
    'node_modules/express/lib/other.js': 'not reached',
    'node_modules/express/README.md': 'not reached',
    'node_modules/left/index.js': 'not reached',
  });
  expect(notes).toEqual([]);
});

test('exports and imports of package.json, by what asks; patterns, nesting, null, its own name', async () => {
  const packageJson = {
    name: 'dual',
    exports: {
      '.': { import: { node: './in.mjs', default: './no.mjs' }, require: './in.cjs' },
      './deep/*': './lib/*.js',
      './deep/secret': null,
      './self': './self.js',
    },
    imports: { '#inner': './inner.js' },
  };
  const found = await states({
    'main.js': `require('dual'); require('dual/deep/a'); require('dual/deep/secret'); require('dual/lib/b.js')`,
    'later.mjs': `import 'dual'`,
    'node_modules/dual/package.json': json(packageJson),
    'node_modules/dual/in.cjs': `require('#inner'); require('dual/self')`,
    'node_modules/dual/in.mjs': '',
    'node_modules/dual/no.mjs': '',
    'node_modules/dual/inner.js': '',
    'node_modules/dual/self.js': '',
    'node_modules/dual/lib/a.js': '',
    'node_modules/dual/lib/b.js': '',
    'node_modules/dual/lib/secret.js': '',
  });
  const needed = Object.keys(found).filter((path) => found[path] === 'needed');
  expect(needed.sort()).toEqual([
    'main.js',
    'node_modules/dual/in.cjs',
    'node_modules/dual/inner.js',
    'node_modules/dual/lib/a.js',
    'node_modules/dual/package.json',
    'node_modules/dual/self.js',
  ]);
});

test('links as pnpm makes them lead to the package, and it finds its own dependencies beside itself', async () => {
  const found = await states(
    {
      'main.js': `require('a')`,
      'node_modules/.pnpm/a@1/node_modules/a/index.js': `require('b')`,
      'node_modules/.pnpm/b@1/node_modules/b/index.js': '',
    },
    {
      links:
        '  app/node_modules/a -> .pnpm/a@1/node_modules/a\n  app/node_modules/.pnpm/a@1/node_modules/b -> ../../b@1/node_modules/b',
    },
  );
  expect(new Set(Object.values(found))).toEqual(new Set(['needed']));
  expect(Object.keys(found)).toHaveLength(5);
});

test('pnpm may ask for its processes as it ends, and npm does not', async () => {
  const started = async (manager: string, script: string): Promise<string | undefined> => {
    const image = await reachImage(
      `  usr/bin/${manager} -> ../lib/node_modules/${manager}/bin/${script}`,
      { Cmd: [manager, 'start'], WorkingDir: '/app', Env: ['PATH=/usr/bin:/bin'] },
      {
        'usr/bin/node': elf,
        'bin/sh': elf,
        'bin/ps': elf,
        [`usr/lib/node_modules/${manager}/bin/${script}`]: '#!/usr/bin/env node\n',
        [`usr/lib/node_modules/${manager}/package.json`]: json({ name: manager }),
        'app/package.json': json({ scripts: { start: 'node main.js' } }),
        'app/main.js': '',
      },
    );
    expect(told(image)['/app/main.js']).toMatch(/^needed/);
    return told(image)['/bin/ps'];
  };
  expect(await started('pnpm', 'pnpm.cjs')).toMatch(/^unsure .*tells pnpm, as it ends, what it has started/);
  expect(await started('npm', 'npm-cli.js')).toBe('not reached');
});

test('a name that only the running program knows makes its package unsure, and what the application depends on', async () => {
  const { told, notes } = await inApp({
    'main.js': `require('views')`,
    'package.json': json({ name: 'app', dependencies: { views: '1', pug: '1' } }),
    'node_modules/views/index.js': `\nrequire(engine)`,
    'node_modules/views/other.js': '',
    'node_modules/pug/index.js': '',
    'node_modules/typescript/index.js': '',
    'tool.js': '',
  });
  expect(told['node_modules/views/other.js']).toMatch(/^unsure by node_modules\/views\/index.js/);
  expect(told['node_modules/pug/index.js']).toMatch(/^unsure .*may require pug/);
  expect(told['node_modules/typescript/index.js']).toBe('not reached');
  expect(told['tool.js']).toBe('not reached');
  expect(notes).toEqual([
    expect.stringContaining('/app/node_modules/views/index.js requires what only the running program knows (line 2)'),
  ]);
});

test('beginnings of names, files beside a module, data', async () => {
  const found = await states({
    'main.js':
      "require('./locale/' + name); fs.readdirSync(path.join(__dirname, 'models')); require(`@img/sharp-${os}/sharp.node`)",
    'package.json': json({ name: 'app' }),
    'locale/de.js': '',
    'models/user.js': `require('../lib/user')`,
    'lib/user.js': '',
    'lib/other.js': '',
    'views/index.pug': '',
    'public/client.js': '',
    'README.md': '',
    'src/main.ts': '',
    'node_modules/@img/sharp-linux/sharp.node': elf,
    'node_modules/@img/colour/index.js': '',
  });
  expect(found).toEqual({
    'main.js': 'needed',
    'package.json': 'needed',
    'locale/de.js': 'unsure',
    'models/user.js': 'unsure',
    'lib/user.js': 'unsure',
    'lib/other.js': 'not reached',
    'views/index.pug': 'unsure',
    'public/client.js': 'unsure',
    'README.md': 'not reached',
    'src/main.ts': 'not reached',
    'node_modules/@img/sharp-linux/sharp.node': 'unsure',
    'node_modules/@img/colour/index.js': 'not reached',
  });
});

describe('what Node is given', () => {
  const files = {
    'main.js': '',
    'lib/index.js': '',
    'first.js': '',
    'module.mjs': '',
    '.env': 'A=1',
    'data.json': '{}',
  };
  test.each([
    [['node', 'main'], [], ['main.js']],
    [['node', './lib'], [], ['lib/index.js']],
    [['node', '-r', './first.js', '--env-file=.env', '--inspect', 'main.js'], [], ['.env', 'first.js', 'main.js']],
    [['node', '--import', './module.mjs', '--title', 'lib', 'main.js'], [], ['main.js', 'module.mjs']],
    [['node', '-e', `require('./lib')`], [], ['lib/index.js']],
    [['node', 'main.js'], ['NODE_OPTIONS=--require ./first.js'], ['first.js', 'main.js']],
    [['node', '--', 'main.js'], [], ['main.js']],
  ])('%j with %j', async (cmd, env, needed) => {
    const found = await states(files, { cmd, env });
    expect(
      Object.keys(found)
        .filter((path) => found[path] === 'needed')
        .sort(),
    ).toEqual(needed);
  });

  test('a script that is not there is told', async () => {
    const { notes } = await inApp({ 'a.js': '' }, { cmd: ['node', 'server.js'] });
    expect(notes).toEqual(['Node is to run /app/server.js, which is not found.']);
  });
});

describe('package managers', () => {
  const npm = 'lib/node_modules/npm';
  const links = `  usr/bin/npm -> /app/${npm}/bin/npm-cli.js\n  usr/bin/npx -> /app/${npm}/bin/npx-cli.js\n  app/node_modules/.bin/tsx -> ../tsx/cli.js`;
  const files = {
    [`${npm}/bin/npm-cli.js`]: `#!/usr/bin/node\nrequire('../lib/cli.js')`,
    [`${npm}/bin/npx-cli.js`]: '#!/usr/bin/node',
    [`${npm}/lib/cli.js`]: '',
    [`${npm}/lib/late.js`]: '',
    'package.json': json({
      name: 'app',
      scripts: { prestart: 'node before.js', start: 'node main.js', web: 'A=1 tsx web.ts' },
    }),
    'main.js': '',
    'before.js': '',
    'web.ts': `import './part.js'`,
    'part.ts': '',
    'node_modules/tsx/cli.js': '#!/usr/bin/node',
  };
  test.each([
    [
      ['npm', 'start'],
      ['before.js', 'main.js'],
    ],
    [
      ['npm', '--silent', 'run', 'web'],
      ['node_modules/.bin/tsx', 'node_modules/tsx/cli.js', 'part.ts', 'web.ts'],
    ],
    [
      ['npx', 'tsx', 'web.ts'],
      ['node_modules/.bin/tsx', 'node_modules/tsx/cli.js', 'part.ts', 'web.ts'],
    ],
    [
      ['node', `${npm}/bin/npm-cli.js`, 'run', 'start'],
      ['before.js', 'main.js'],
    ],
  ])('%j', async (cmd, needed) => {
    const found = await states(files, { cmd, links });
    const own = Object.keys(found).filter((path) => found[path] === 'needed' && !path.startsWith('lib/'));
    expect(own.filter((path) => path !== 'package.json').sort()).toEqual(needed);
    expect(found[`${npm}/lib/late.js`]).toBe('unsure');
  });

  test('a script that package.json does not have is told', async () => {
    const { notes } = await inApp(files, { cmd: ['npm', 'run', 'nothing'], links });
    expect(notes).toEqual(['npm is to run nothing, which package.json in /app does not have.']);
  });
});

describe('hostile files', () => {
  test.each([
    ['package.json that is no JSON', { 'node_modules/a/package.json': '{', 'node_modules/a/index.js': '' }],
    [
      'package.json nested deeply',
      { 'node_modules/a/package.json': '['.repeat(100_000), 'node_modules/a/index.js': '' },
    ],
    [
      'names of wrong kinds',
      { 'node_modules/a/package.json': json({ main: 7, name: [], exports: null }), 'node_modules/a/index.js': '' },
    ],
    ['modules in a circle', { 'node_modules/a/index.js': `require('../../main.js')` }],
  ])('%s', async (_, files) => {
    const found = await states({ 'main.js': `require('a')`, ...files });
    expect(found['node_modules/a/index.js']).toBe('needed');
  });

  test.each([
    ['imports in a circle', json({ imports: { '#a': '#b', '#b': '#a' } })],
    ['conditions in conditions', `{"exports":${'{"node":'.repeat(200)}"./x.js"${'}'.repeat(200)}}`],
  ])('%s lead nowhere', async (_, packageJson) => {
    const found = await states({
      'main.js': `require('#a'); require('a')`,
      'package.json': packageJson,
      'node_modules/a/package.json': packageJson,
      'node_modules/a/x.js': '',
    });
    expect(found['node_modules/a/x.js']).toBe('not reached');
  });
});
