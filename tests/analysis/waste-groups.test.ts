import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findWaste } from '../../src/analysis/waste.ts';
import { wasteCauses } from '../../src/analysis/waste-causes/index.ts';
import { eventsOfCause, groupByCause, type WasteGroup } from '../../src/analysis/waste-groups.ts';
import { wastedCopies } from '../../src/analysis/wasted-copies.ts';
import { rewrites } from '../../src/optimize/rewrites/index.ts';
import { buildImage } from '../support/build-image.ts';
import { makeArchive } from '../support/make-archive.ts';
import { analyseBlob, archiveIn, openBlob, openImage, type OpenedImage } from '../support/open-image.ts';
import { sharedArchives, sharedFixtures } from '../support/shared-fixtures.ts';
import type { Truth } from './truth.ts';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function groupsOf(text: string): WasteGroup[] {
  const { rootfs, image } = buildImage(text);
  return groupByCause(rootfs, wastedCopies(rootfs, { rewrites: null, commands: image.layers.map((l) => l.command) }));
}

/** `[cause, path of the deleted file, the command that deletes it]` */
const deleted: readonly (readonly [string, string, string])[] = [
  ['package-indexes', 'var/lib/apt/lists/deb.debian.org_Packages', 'rm -rf /var/lib/apt/lists'],
  ['package-indexes', 'var/cache/apk/APKINDEX.00740ba1.tar.gz', 'rm -rf /var/cache/apk/*'],
  ['package-caches', 'var/cache/apt/archives/gcc_12.deb', 'apt-get clean'],
  ['package-caches', 'home/node/.npm/_cacache/content-v2/x', 'npm cache clean --force'],
  ['package-database', 'var/lib/dpkg/info/gcc.list', 'apt-get purge -y gcc'],
  ['build-tools', 'usr/bin/gcc', 'apt-get purge -y gcc && apt-get autoremove -y'],
  ['build-tools', 'usr/bin/gcc', 'set -e; apk del .build-deps'],
  ['build-tools', 'usr/include/stdio.h', 'rm -rf /usr/include'],
  ['other', 'usr/bin/gcc', 'rm /usr/bin/gcc # apt-get install'],
  ['logs', 'var/log/dpkg', 'true'],
  ['logs', 'srv/import.log', 'rm /srv/import.log'],
  ['temporary-files', 'tmp/build/x', 'rm -r /tmp/build'],
  ['temporary-files', 'opt/jdk.tar.gz', 'tar -xf /opt/jdk.tar.gz && rm /opt/jdk.tar.gz'],
  ['other', 'srv/.env', 'rm /srv/.env'],
];

/** `[cause, path of the file that is written again]` */
const overwritten: readonly (readonly [string, string])[] = [
  ['package-database', 'var/lib/dpkg/status'],
  ['package-database', 'var/lib/rpm/rpmdb.sqlite'],
  ['system-files', 'usr/lib/libssl.so.3'],
  ['system-files', 'etc/passwd'],
  ['application-files', 'srv/app.js'],
  ['logs', 'var/log/apt/history.log'],
];

describe('causes', () => {
  test.each(deleted)('%s: %s, hidden by %s', (cause, path, command) => {
    const whiteout = join(dirname(path), `.wh.${path.split('/').at(-1)}`);
    const groups = groupsOf(`
      layer  RUN make
        ${path}  500
      layer  RUN ${command}
        ${whiteout}
    `);
    expect(groups).toMatchObject([{ cause, files: 1, bytes: 500, deleted: 500, overwritten: 0 }]);
  });

  test.each(overwritten)('%s: %s, written again', (cause, path) => {
    const groups = groupsOf(`
      layer  RUN one
        ${path}  500
      layer  RUN two
        ${path}  501
    `);
    expect(groups).toMatchObject([{ cause, files: 1, bytes: 500, deleted: 0, overwritten: 500 }]);
  });

  test('have ids of their own, and name rewrites that there are', () => {
    expect(new Set(wasteCauses.map(({ id }) => id)).size).toBe(wasteCauses.length);
    const ids = rewrites.map(({ id }) => id);
    expect(wasteCauses.flatMap(({ rewrites: named }) => named).filter((id) => !ids.includes(id))).toEqual([]);
  });
});

test('copies by chown and chmod are told by their contents, whatever they lie in', async () => {
  const text = `
    layer  COPY . /srv
      srv/app.js  "one"
      srv/lib.js  "two"
      srv/run.sh  "three"
      var/log/x.log  "four"
    layer  RUN chown -R 10:20 /srv
      srv/app.js  "one"  10:20
      srv/lib.js  "TWO"  10:20
      srv/run.sh  "three"  0755
      var/log/x.log  "four"  10:20
  `;
  const { report } = await analyseBlob(await makeArchive(text, { layout: 'skopeo' }), 'web.tar');
  expect(report.wasteGroups.map(({ cause, files, bytes }) => [cause, files, bytes])).toEqual([
    ['metadata-copies', 3, 12],
    ['application-files', 1, 3],
  ]);
});

test('a group says where it lies and which layers stored and hid it, largest first', () => {
  const [group] = groupsOf(`
    layer  COPY . /srv
      srv/a/b/c/d/e.js  100
      srv/a/b/c/f.js  10
      srv/x.js  1000
      y.js  5
    layer  RUN one
      srv/x.js  1
    layer  RUN two
      .wh.srv
      y.js  6
  `).filter(({ cause }) => cause === 'other');
  expect(group).toMatchObject({ files: 3, bytes: 111, deleted: 111, overwritten: 0 });
  expect(group!.directories).toEqual([
    { path: '/srv/a/b', files: 2, bytes: 110 },
    { path: '/srv', files: 1, bytes: 1 },
  ]);
  expect(group!.parts).toEqual([
    { storedIn: 0, goneIn: 2, reason: 'deleted', files: 2, bytes: 110 },
    { storedIn: 1, goneIn: 2, reason: 'deleted', files: 1, bytes: 1 },
  ]);
});

test('what is kept out is not counted, and the largest of a cause come first', () => {
  const { rootfs, image } = buildImage(`
    layer
      a  1
      b  300
      c  20
    layer
      .wh.a
      .wh.b
      c  21
  `);
  const copies = wastedCopies(rootfs, { rewrites: null, commands: image.layers.map((layer) => layer.command) });
  const kept = groupByCause(rootfs, copies, (event) => rootfs.columns.eventSizes[event] !== 300);
  expect(kept.map(({ cause, bytes }) => [cause, bytes])).toEqual([
    ['application-files', 20],
    ['other', 1],
  ]);
  const events = eventsOfCause(rootfs, copies, 'other');
  expect(Array.from(events, (event) => rootfs.pathOf(rootfs.nodeOfEvent(event)))).toEqual(['/b', '/a']);
});

const names = fc.constantFrom('usr', 'var', 'lib', 'log', 'a', 'b.log', 'tmp', '.npm', '_cacache', 'apt', 'x.zip');
const entry = fc.record({
  path: fc.array(names, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/')),
  size: fc.integer({ min: 0, max: 999 }),
  whiteout: fc.boolean(),
});
const layers = fc.array(fc.array(entry, { maxLength: 8 }), { minLength: 1, maxLength: 6 });

test('groups add up to what is wasted, to the byte, of any layers', () => {
  fc.assert(
    fc.property(layers, (all) => {
      const lines = all.map((entries, index) => {
        const rows = entries.map(({ path, size, whiteout }) =>
          whiteout ? join(dirname(path), `.wh.${path.split('/').at(-1)}`) : `${path}  ${size}`,
        );
        return [`layer  RUN apt-get remove ${index}`, ...rows].join('\n');
      });
      const text = lines.join('\n');
      const { rootfs, analysis } = buildImage(text);
      const groups = groupsOf(text);
      expect(sum(groups.map(({ deleted }) => deleted))).toBe(analysis.sizes.deleted);
      expect(sum(groups.map(({ overwritten }) => overwritten))).toBe(analysis.sizes.overwritten);
      expect(sum(groups.map(({ files }) => files))).toBe(findWaste(rootfs).length);
      for (const { bytes, files, parts } of groups) {
        expect([sum(parts.map((part) => part.bytes)), sum(parts.map((part) => part.files))]).toEqual([bytes, files]);
      }
    }),
  );
});

const shared = sharedFixtures();

function expectToAddUp({ report }: OpenedImage): void {
  const { sizes, wasteGroups, wasted } = report;
  expect(sum(wasteGroups.map((group) => group.deleted))).toBe(sizes.deleted);
  expect(sum(wasteGroups.map((group) => group.overwritten))).toBe(sizes.overwritten);
  expect(sum(wasteGroups.map(({ files }) => files))).toBe(wasted.length);
}

describe.skipIf(!shared)('the larger archives', { timeout: 300_000 }, () => {
  test.each(sharedArchives())('the groups of %s add up to the byte', async (name) => {
    const path = join(shared!.images, name);
    const { images } = await openBlob(await archiveIn(path), name);
    for (const number of images.keys()) expectToAddUp(await openImage(path, number));
  });

  test('node-bloated: what is wasted, by cause, is what truth.json calls hidden', async () => {
    const { report } = await openImage(join(shared!.images, 'node-bloated/node-bloated.tar'));
    const truth = JSON.parse(readFileSync(join(shared!.shared, 'images/node-bloated/truth.json'), 'utf8')) as Truth;
    expect(sum(report.wasteGroups.map(({ bytes }) => bytes))).toBe(truth.totals.hidden_bytes);
    const told = report.wasteGroups.map(({ cause, bytes, parts }) => {
      const { storedIn, goneIn } = parts[0]!;
      return `${cause}: ${bytes}, most of it stored in ${storedIn} and hidden by ${goneIn}`;
    });
    expect(told).toEqual([
      'build-tools: 240034339, most of it stored in 7 and hidden by 12',
      'metadata-copies: 50236058, most of it stored in 9 and hidden by 17',
      'logs: 10577786, most of it stored in 13 and hidden by 14',
      'package-database: 1656849, most of it stored in 7 and hidden by 12',
      'application-files: 35995, most of it stored in 8 and hidden by 9',
      'system-files: 3384, most of it stored in 0 and hidden by 1',
      'other: 303, most of it stored in 9 and hidden by 11',
    ]);
  });
});
