import { describe, expect, test } from 'vitest';
import { mentionsOf } from '../../../src/minify/node/mentions.ts';

const modulesIn = (source: string): string[] =>
  mentionsOf(source).modules.map(({ specifier, isImport }) => `${isImport ? 'import' : 'require'} ${specifier}`);

test.each([
  [`const a = require('a');`, ['require a']],
  [`const a = require("./a", options)`, ['require ./a']],
  ['require(`./a`)', ['require ./a']],
  [`import 'a'; import b, { c as d } from "b"; import * as e from 'e';`, ['import a', 'import b', 'import e']],
  [
    `import{a}from'./a.js';export*from'./b.js';export{c}from"./c.js"`,
    ['import ./a.js', 'import ./b.js', 'import ./c.js'],
  ],
  [`const load = () => import('./late.js');`, ['import ./late.js']],
  [`require.resolve('pkg/package.json'); import.meta.resolve('x')`, ['require pkg/package.json', 'import x']],
  [`const load = createRequire(import.meta.url); load('a')`, ['require a']],
  [`const load = (0, module_1.createRequire)(__filename); load('a')`, ['require a']],
  [`createRequire(import.meta.url)('a')`, ['require a']],
  [`module.require('a'); freeModule.require('util'); x.require(name)`, ['require a', 'require util']],
  [`require(isWindows ? './win' : './posix')`, ['require ./win', 'require ./posix']],
  [`__require("fs"); __non_webpack_require__('a')`, ['require fs', 'require a']],
  [`require('\\x61\\u0062\\u{63}\\'')`, [`require abc'`]],
])('modules of %s', (source, modules) => {
  expect(modulesIn(source)).toEqual(modules);
  expect(mentionsOf(source).unknownLine).toBe(0);
});

test.each([
  `// require('a')`,
  `/* require('a') */`,
  `"require('a')"`,
  '`require("a")`',
  `/require('a')/.test(x)`,
  `if (x) /require('a')/.test(x)`,
  `const f = () => {}\n/require('a')/.test(x)`,
  `x = y /* */ => /[/'"]require('a')/`,
  `function require(name) { return name }`,
  `class Loader { require(id) { return id } }`,
  `Array.from('a')`,
  `loader.import('a')`,
  `#!/usr/bin/env node require('a')`,
])('no modules in %s', (source) => {
  expect(modulesIn(source)).toEqual([]);
});

test.each([
  `x = a / b / c; require('a')`,
  `x = (a) / 2; y = '/'; require('a')`,
  `x++ / 2; y = "/"; require('a')`,
  `x = y[0] / 2; z = '/'; require('a')`,
  `x = {}; y = z / 1; require('a') // '`,
  'x = `${a / b} ${`${"}"}`}`; require("a")',
  'x = `\\`${{ a: "`" }.a}`; require("a")',
  `x = /[/\\]"]/g; require('a')`,
  `return /'/.test(x) && require('a')`,
  `x = <p>it's</p>\nrequire('a')`,
  `'it is not closed\nrequire('a')`,
])('what stands before does not hide the module of %s', (source) => {
  expect(modulesIn(source)).toContain('require a');
});

describe('what only the running program knows', () => {
  test.each([
    [`\n\nrequire(name)`, 3],
    [`import(pick())`, 1],
    ['require(`${name}`)', 1],
    [`loader.require(name)`, 0],
    [`require()`, 0],
    [`require(path.join(__dirname, name))`, 0],
  ])('%j stands in line %i', (source, line) => {
    expect(mentionsOf(source).unknownLine).toBe(line);
  });

  test.each([
    [`require('./locale/' + name)`, './locale/'],
    ['require(`@img/sharp-${platform}/sharp.node`)', '@img/sharp-'],
  ])('%s begins with %s', (source, beginning) => {
    expect(mentionsOf(source).beginnings).toEqual([{ specifier: beginning, isImport: false }]);
  });
});

test.each([
  [`path.join(__dirname, '..', 'public')`, ['../public'], []],
  [`__dirname + '/views'`, ['/views'], []],
  ['`${__dirname}/views`', ['/views'], []],
  [`import.meta.dirname + '/views'`, ['/views'], []],
  [`new URL('../data.json', import.meta.url)`, ['../data.json'], []],
  [`fs.readdirSync(__dirname)`, [''], []],
  [`join(dirname(fileURLToPath(import.meta.url)), 'x')`, ['x'], []],
  [`path.join(path.dirname(__filename), 'x')`, ['x'], []],
  [`path.join(__dirname, 'models', name)`, [], ['models/']],
  ['path.join(__dirname, `lang-${name}`)', [], ['lang-']],
  [`__dirname + '/lang-' + name`, [], ['/lang-']],
  ['`${__dirname}/lang/${name}`', [], ['/lang/']],
  [`const __dirname = path.dirname(fileURLToPath(import.meta.url));`, [], []],
  [`(function (exports, require, module, __filename, __dirname) {})`, [], []],
])('beside the module: %s', (source, whole, beginnings) => {
  const { beside, besideBeginnings } = mentionsOf(source);
  expect([[...beside], [...besideBeginnings]]).toEqual([whole, beginnings]);
});

test('files from where the program was started', () => {
  const { fromWorkingFolder, usesWorkingFolder } = mentionsOf(`path.join(process.cwd(), 'config', 'app.json')`);
  expect([...fromWorkingFolder]).toEqual(['config/app.json']);
  expect(usesWorkingFolder).toBe(true);
  expect(mentionsOf('process.cwd()').usesWorkingFolder).toBe(true);
  expect([...mentionsOf('`${process.cwd()}/x.json`').fromWorkingFolder]).toEqual(['/x.json']);
});

test('texts that may be paths, and programs', () => {
  const { paths, commands } = mentionsOf(`
    fork('jobs/mail.js'); new Worker('./worker.mjs'); read('/etc/app.conf'); scan('dist/**/*.entity.js');
    say('a text. /no path'); ask('https://example.org/x.html'); cp.spawn('ffmpeg', ['-i']); execSync('git log -1');`);
  expect([...paths]).toEqual(['jobs/mail.js', './worker.mjs', '/etc/app.conf', 'dist/**/*.entity.js']);
  expect([...commands]).toEqual(['ffmpeg', 'git log -1']);
});

describe('hostile text', () => {
  test.each([
    ['open brackets', '('.repeat(500_000)],
    ['open templates', '`${'.repeat(300_000)],
    ['regular expressions that never end', '=/['.repeat(300_000)],
    ['calls in calls', 'require('.repeat(100_000)],
    ['requires without an end', 'createRequire('.repeat(50_000)],
    ['folders without an end', 'dirname(import.meta.url,'.repeat(40_000)],
    ['escapes without an end', `require('${'\\u{0'.repeat(100_000)}')`],
    ['a quote at the end', `require('a')`.repeat(50_000) + `'\\`],
  ])('%s', { timeout: 20_000 }, (_, source) => {
    expect(mentionsOf(source).modules.length).toBeLessThan(2);
  });

  test('more names than anybody reads are told to be cut', () => {
    const source = Array.from({ length: 30_000 }, (_, at) => `require('m${at}')`).join('\n');
    expect(mentionsOf(source).isCut).toBe(true);
    expect(mentionsOf(`require('a')`).isCut).toBe(false);
  });
});
