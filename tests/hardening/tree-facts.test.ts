import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NameMatcher } from '../../src/hardening/name-matcher.ts';
import { findTreeFacts, mostListed, type OwnerFacts, type TreeFacts } from '../../src/hardening/tree-facts.ts';
import { StringColumnBuilder } from '../../src/bytes/string-column.ts';
import { encodeText } from '../../src/bytes/text.ts';
import { entryTypes } from '../../src/layer/layer-table.ts';
import type { Rootfs } from '../../src/rootfs/rootfs.ts';
import { buildImage } from '../support/build-image.ts';
import { hardenFile } from '../support/hardened-image.ts';
import { sharedArchives, sharedFixtures } from '../support/shared-fixtures.ts';

const names = new Set(['.git', '.env', 'dockerfile', 'readme.md', 'passwd', 'caf\u00e9']);
const endings = new Set(['.pem', '.md', '.tar.gz', '.jks']);
const matcher = new NameMatcher(names, endings);

const isWanted = (name: string): boolean =>
  names.has(name.toLowerCase()) || [...endings].some((ending) => name.toLowerCase().endsWith(ending));

/** The same, asked of the tree node by node. */
function slowFacts(rootfs: Rootfs): TreeFacts {
  const { lastEvents, eventTypes, eventModes, eventUids, eventGids } = rootfs.columns;
  const all = Array.from({ length: rootfs.nodeCount }, (_, node) => node)
    .filter((node) => rootfs.isThere(node) && (lastEvents[node] as number) >= 0)
    .map((node) => {
      const event = lastEvents[node]!;
      const type = entryTypes[eventTypes[event]!]!;
      const isFile = type === 'file' || type === 'hardlink';
      const ids = { uid: eventUids[event]!, gid: eventGids[event]! };
      return { node, isFile, isDirectory: type === 'directory', mode: eventModes[event]!, ...ids };
    });
  const list = (chosen: readonly { node: number }[]) => ({
    nodes: chosen.slice(0, mostListed).map(({ node }) => node),
    count: chosen.length,
  });
  const owners = (idOf: (item: (typeof all)[number]) => number): OwnerFacts[] =>
    [...new Set(all.map(idOf))]
      .sort((a, b) => a - b)
      .map((id) => {
        const own = all.filter((item) => idOf(item) === id);
        return { id, count: own.length, node: own[0]!.node };
      });
  return {
    setId: list(all.filter(({ isFile, mode }) => isFile && (mode & 0o6000) !== 0)),
    writableFiles: list(all.filter(({ isFile, mode }) => isFile && (mode & 2) !== 0)),
    writableDirectories: list(all.filter(({ isDirectory, mode }) => isDirectory && (mode & 0o1002) === 2)),
    users: owners(({ uid }) => uid),
    groups: owners(({ gid }) => gid),
    named: list(
      all.filter(({ node, isFile, isDirectory }) => (isFile || isDirectory) && isWanted(rootfs.nameOf(node))),
    ),
    cores: list(all.filter(({ node, isFile }) => isFile && /^core(?:\.\d+)?$/.test(rootfs.nameOf(node)))),
  };
}

const paths = (rootfs: Rootfs, { nodes }: { nodes: readonly number[] }): string[] =>
  nodes.map((node) => rootfs.pathOf(node)).sort();

test('what few files are; of the final tree only', () => {
  const { rootfs } = buildImage(`
    layer
      usr/bin/su  10  04755
      usr/bin/wall  10  02755  0:5
      usr/bin/gone  10  04755
      usr/bin/calmed  10  04755
      usr/bin/su2 => usr/bin/su  04755
      usr/bin/link -> su
      tmp/  01777
      var/tmp/  0777
      srv/sgid/  02755
      data/open  10  0666  1000:1000
      opt/lost/  0777
      app/.GIT/
      app/.env  10
      app/key.PEM  10
      app/.pem  10
      app/pem  10
      app/Dockerfile -> /elsewhere
      app/core/index.js  10
      app/core.4711  10
      app/core.  10
      app/core.12a  10
      app/cores  10
      app/Core  10
      app/core.js  10
      core => app/core.4711  0644
      srv/core -> /core
      srv/core.1  10
    layer
      srv/.wh.core.1
      usr/bin/.wh.gone
      usr/bin/calmed  10  0755
      .wh.opt
  `);
  const facts = findTreeFacts(rootfs.columns, matcher);
  expect(paths(rootfs, facts.setId)).toEqual(['/usr/bin/su', '/usr/bin/su2', '/usr/bin/wall']);
  expect(paths(rootfs, facts.writableFiles)).toEqual(['/data/open']);
  expect(paths(rootfs, facts.writableDirectories)).toEqual(['/var/tmp']);
  expect(paths(rootfs, facts.named)).toEqual(['/app/.GIT', '/app/.env', '/app/.pem', '/app/key.PEM']);
  expect(paths(rootfs, facts.cores)).toEqual(['/app/core.4711', '/core']);
  expect(facts.users.map(({ id, node }) => [id, rootfs.pathOf(node)])).toEqual([
    [0, '/usr'],
    [1000, '/data/open'],
  ]);
  expect(facts.groups.map(({ id, count }) => [id, count])).toEqual([
    [0, 29],
    [5, 1],
    [1000, 1],
  ]);
  expect(facts).toEqual(slowFacts(rootfs));
});

test('lists end after 1,000, counts do not; of many owners those that own most are told', () => {
  const lines = Array.from({ length: 12_000 }, (_, index) => `f${index}  1  0666  ${index}:${index % 3}`);
  const { rootfs } = buildImage(`layer\n${lines.join('\n')}\nmore  1  0644  11999:0`);
  const facts = findTreeFacts(rootfs.columns, matcher);
  expect([facts.writableFiles.nodes.length, facts.writableFiles.count]).toEqual([1000, 12_000]);
  expect(facts.users).toHaveLength(10_000);
  expect(facts.users.at(-1)).toMatchObject({ id: 11_999, count: 2 });
  expect(facts.groups).toHaveLength(3);
});

describe('names', () => {
  const column = (items: readonly string[]) => {
    const builder = new StringColumnBuilder();
    for (const item of items) builder.push(encodeText(item));
    return builder.finish();
  };

  test.each([
    ['.env', true],
    ['.ENV', true],
    ['.envy', false],
    ['env', false],
    ['', false],
    ['README.md', true],
    ['x.Tar.Gz', true],
    ['x.gz', false],
    ['.md', true],
    ['md', false],
    ['caf\u00e9', true],
    ['caf\udce9', false],
    [`${'long'.repeat(60)}.md`, true],
    [`${'long'.repeat(60)}.mdx`, false],
  ])('%j: %s', (name, matches) => {
    expect(matcher.matching(column(['before', name, 'after']))).toEqual(matches ? [1] : []);
  });

  test('as when every name is made text', () => {
    const part = fc.constantFrom('.', 'm', 'D', 'env', '.git', 'pem', 'TAR', '.gz', 'readme', 'x');
    const name = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(name, { maxLength: 20 }), (items) => {
        const made = column(items);
        expect(matcher.matching(made)).toEqual([...items.keys()].filter((item) => isWanted(items[item]!)));
      }),
    );
  });

  test('names and endings longer than are told apart by length', () => {
    const long = 'n'.repeat(100);
    const own = new NameMatcher(new Set([long]), new Set([`.${long}`]));
    const made = column([long, `${long}n`, `a.${long}`, `a.${long}n`]);
    expect(own.matching(made)).toEqual([0, 2]);
  });
});

const archives = sharedArchives().filter((name) => !/node-|python|java/.test(name));
describe.skipIf(archives.length === 0)('the fixtures as a slow reader sees them', () => {
  test.each(archives)('%s', async (name) => {
    const { rootfs } = await hardenFile(join(sharedFixtures()!.images, name));
    expect(findTreeFacts(rootfs.columns, matcher)).toEqual(slowFacts(rootfs));
  });
});
