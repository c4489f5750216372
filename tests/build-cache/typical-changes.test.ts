import { describe, expect, test } from 'vitest';
import { BuildSimulation } from '../../src/build-cache/build-simulation.ts';
import { carriedCosts, compareChanges } from '../../src/build-cache/compare-changes.ts';
import { typicalChanges } from '../../src/build-cache/typical-changes.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { ignoredIn, treeOf } from './context-of.ts';

function simulation(paths: readonly string[], text: string, dockerignore = ''): BuildSimulation {
  const tree = treeOf(paths);
  return new BuildSimulation({ tree, ignored: ignoredIn(tree, dockerignore), dockerfile: parseDockerfile(text) });
}

const examples = (given: BuildSimulation): Record<string, string> =>
  Object.fromEntries(typicalChanges(given).map(({ id, example }) => [id, example]));

const copyAll = 'FROM debian:12\nCOPY . /app\n';

describe('typicalChanges', () => {
  test.each([
    [
      ['package.json', 'package-lock.json', 'src/util.js', 'src/index.js', 'src/index.test.js', 'jest.config.js'],
      'src/index.js',
      'package.json, package-lock.json',
    ],
    [
      ['requirements.txt', 'app/main.py', 'app/views.py', 'tests/main.py', 'static/app.js'],
      'app/main.py',
      'requirements.txt',
    ],
    [['go.mod', 'go.sum', 'main.go', 'internal/x.go', 'web/index.html'], 'main.go', 'go.mod, go.sum'],
    [
      ['pom.xml', 'src/main/java/com/x/Main.java', 'src/test/java/com/x/MainTest.java'],
      'src/main/java/com/x/Main.java',
      'pom.xml',
    ],
    [['Cargo.toml', 'Cargo.lock', 'src/main.rs', 'build.rs'], 'src/main.rs', 'Cargo.toml, Cargo.lock'],
    [['index.html', 'style.css'], 'index.html', undefined],
    [['data.bin', 'LICENSE'], 'data.bin', undefined],
    [
      ['node_modules/x/index.js', 'node_modules/x/package.json', 'server.js', 'package.json', 'yarn.lock'],
      'server.js',
      'package.json, yarn.lock',
    ],
    [['web/package.json', 'api/go.mod', 'api/main.go', 'web/a.ts', 'web/b.ts'], 'web/a.ts', 'web/package.json'],
  ])('%j', (paths, source, dependency) => {
    expect(examples(simulation(paths, copyAll))).toEqual({
      source,
      base: 'debian:12',
      ...(dependency === undefined ? {} : { dependency }),
    });
  });

  test('only of what is sent and copied, but for the README', () => {
    const paths = ['README.md', 'package.json', 'src/index.js', 'web/app.js'];
    expect(examples(simulation(paths, 'FROM scratch\nCOPY web /web\n', '*.md'))).toEqual({
      source: 'web/app.js',
      readme: 'README.md',
    });
    expect(examples(simulation([], copyAll))).toEqual({ base: 'debian:12' });
  });
});

describe('compareChanges', () => {
  const paths = ['package.json', 'package-lock.json', 'src/index.js', 'README.md'];
  const today = simulation(paths, 'FROM node:latest\nCOPY . /app\nRUN npm ci\nCMD ["node"]\n');
  const text = 'FROM node:18-slim\nCOPY package*.json /app/\nRUN npm ci\nCOPY . /app\nCMD ["node"]\n';
  const tree = today.tree;
  const better = new BuildSimulation({
    tree,
    ignored: ignoredIn(tree, 'README.md'),
    dockerfile: parseDockerfile(text),
  });

  test('what runs again today and with the better Dockerfile', () => {
    const rows = compareChanges(typicalChanges(today), today, better);
    expect(rows.map(({ change, today: now, better: then }) => [change.id, now.running, then?.running])).toEqual([
      ['source', 2, 1],
      ['dependency', 2, 3],
      ['readme', 2, 0],
      ['base', 3, 4],
    ]);
    expect(compareChanges(typicalChanges(today), today, null).every((row) => row.better === null)).toBe(true);
  });

  test('times go along with lines that say the same', () => {
    const from = parseDockerfile('FROM a\nRUN one \\\n  two\nRUN two\nCOPY x /x\n');
    const costs = { seconds: new Map([[2, 10], [4, 3], [5, 1]]), bytes: new Map([[2, 100], [5, 5]]) }; // prettier-ignore
    const to = parseDockerfile('FROM a\nCOPY x /x\nRUN one two\nRUN three\n');
    const carried = carriedCosts(from, costs, to);
    expect([...carried.seconds]).toEqual([[2, 1], [3, 10]]); // prettier-ignore
    expect([...carried.bytes]).toEqual([[3, 100]]);
  });
});
