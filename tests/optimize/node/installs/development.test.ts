import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { InstallRecord } from '../../../../src/optimize/node/installs/install-record.ts';
import { npmLock } from '../../../../src/optimize/node/installs/npm-lock.ts';
import { pnpmLock } from '../../../../src/optimize/node/installs/pnpm-lock.ts';
import { yarnLock } from '../../../../src/optimize/node/installs/yarn-lock.ts';
import { liesInPackage } from '../../../../src/optimize/node/lies-in-package.ts';
import pruned from './pruned.json' with { type: 'json' };

const textOf = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const projects = '../../../projects';

/** Folders of packages that were there, and that were left, as the programs themselves did it with these lock files. */
const cases: readonly [keyof typeof pruned, InstallRecord, readonly string[]][] = [
  ['yarn 1.22.22', yarnLock, [`${projects}/node-yarn/yarn.lock`, `${projects}/node-yarn/package.json`]],
  ['pnpm 9.15.4', pnpmLock, [`${projects}/node-pnpm/pnpm-lock.yaml`]],
  ['npm 6.14.18', npmLock, ['npm-6-lock.json']],
];

describe.each(cases)('what %s takes out', (manager, record, files) => {
  const { installed, left } = pruned[manager];
  const texts = files.map((file) => textOf(file.startsWith('.') ? file : `./${file}`));

  it('is what it wrote down', () => {
    const folders = new Set((record.development(texts, installed) ?? []).map((folder) => `/${folder}`));
    const told = installed.filter((folder) => liesInPackage(`/${folder}`, folders));
    expect(told).toEqual(installed.filter((folder) => !left.includes(folder)));
    expect(told.length).toBeGreaterThan(2);
  });
});

describe('yarn.lock', () => {
  const lock = (...entries: string[]): string => `# yarn lockfile v1\n\n\n${entries.join('\n\n')}\n`;
  const manifest = '{"dependencies":{"a":"^1.0.0"},"devDependencies":{"b":"1"}}';
  const whole = lock('a@^1.0.0:\n  version "1.0.1"', 'b@1:\n  version "1.0.0"\n  dependencies:\n    "@c/d" "^2"', '"@c/d@^2":\n  version "2.0.0"'); // prettier-ignore
  const installed = ['node_modules/a', 'node_modules/b', 'node_modules/@c/d', 'node_modules/e'];
  const told = (text: string, of = manifest): readonly string[] | null => yarnLock.development([text, of], installed);

  it('tells the packages that nothing asks for which runs', () => {
    expect(told(whole)).toEqual(['node_modules/b', 'node_modules/@c/d']);
  });

  it.each([
    ['a range is missing', lock('b@1:\n  version "1.0.0"'), manifest],
    ['it is of a later Yarn', '__metadata:\n  version: 8\n\n"a@npm:^1.0.0":\n  version: 1.0.1\n', manifest],
    ['package.json is none', whole, '{'],
    ['the project has workspaces', whole, '{"workspaces":["x"]}'],
  ])('tells nothing where %s', (_, text, of) => {
    expect(told(text, of)).toBeNull();
  });

  it('tells nothing of a name of which one version runs', () => {
    const both = lock('a@^1.0.0:\n  version "1.0.1"', 'b@1:\n  version "1.0.0"\n  dependencies:\n    a "^2"', 'a@^2:\n  version "2.0.0"'); // prettier-ignore
    expect(told(both)).toEqual(['node_modules/b']);
  });
});

describe('the lock file of pnpm', () => {
  const folder = (entry: string, name: string): string => `node_modules/.pnpm/${entry}/node_modules/${name}`;
  const text = [
    "lockfileVersion: '9.0'",
    'importers:',
    '  .:',
    '    dependencies:',
    "      '@a/b':",
    '        specifier: ^1.0.0',
    '        version: 1.0.0(c@2.0.0)',
    '      alias:',
    '        specifier: npm:f@1',
    '        version: f@1.0.0',
    '    devDependencies:',
    '      d:',
    '        specifier: ^1.0.0',
    '        version: 1.0.0',
    'snapshots:',
    "  '@a/b@1.0.0(c@2.0.0)':",
    '    dependencies:',
    '      c: 2.0.0',
    '  c@2.0.0: {}',
    '  d@1.0.0:',
    '    dependencies:',
    '      c: 1.0.0',
    '  c@1.0.0: {}',
    '  f@1.0.0: {}',
  ].join('\n');
  const installed = [
    folder('@a+b@1.0.0_c@2.0.0', '@a/b'),
    folder('c@2.0.0', 'c'),
    folder('c@1.0.0', 'c'),
    folder('d@1.0.0', 'd'),
    folder('f@1.0.0', 'f'),
  ];

  it('tells versions apart, goes by peers and through aliases', () => {
    expect(pnpmLock.development([text], installed)).toEqual([folder('c@1.0.0', 'c'), folder('d@1.0.0', 'd')]);
  });

  it.each([
    ['an earlier form', "lockfileVersion: '6.0'\ndependencies:\n  a: 1.0.0\n"],
    ['nothing', ''],
    ['lines that stand ever deeper', Array.from({ length: 100 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
  ])('tells nothing in %s', (_, given) => {
    expect(pnpmLock.development([given], installed)).toBeNull();
  });
});
