// Our figures "as dive computes them", compared with the real dive.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askDive, dive, diveVersion, type DiveAnswer } from '../peers/dive.ts';
import { layouts, makeArchive } from '../support/make-archive.ts';
import { analyseBlob, openImage } from '../support/open-image.ts';
import { sharedArchives, sharedFixtures } from '../support/shared-fixtures.ts';

/** Archives on which the two differ, why, and what dive says instead; `null` where that changes from run to run. */
const exceptions: Record<string, { readonly because: string; readonly dive: DiveAnswer | null }> = {
  'pax-global.tar': {
    because: 'PAX global headers are an error',
    dive: { error: 'unexptected tar file: (XGlobalHeader): type=103 name=@PaxHeader' },
  },
  'rpm-sqlite.tar.gz': {
    because: 'an archive that is compressed as a whole is an error',
    dive: { error: 'archive/tar: invalid tar header' },
  },
  'whiteouts-crafted.tar': {
    because: 'a mark without a target drops the rest of its layer without a word',
    dive: { efficiency: 0.9887088020262432, wastedBytes: 132811, userWastedPercent: 0.015742643324125203 },
  },
  'whiteouts-crafted-legacy.tar': {
    because: 'a mark without a target drops the rest of its layer without a word',
    dive: { efficiency: 0.9887088020262432, wastedBytes: 132811, userWastedPercent: 0.015742643324125203 },
  },
  'rpm-sqlite-gzip.oci.tar': {
    because: 'layers of OCI archives come in random order (rpm-sqlite-containerd.tar holds the same image)',
    dive: null,
  },
  'rpm-sqlite-zstd-chunked.oci.tar': {
    because:
      'layers of OCI archives come in random order (the same image again, which it sometimes cannot read at all)',
    dive: null,
  },
  'whiteouts-crafted-zstd.oci.tar': {
    because: 'layers of OCI archives come in random order, and a mark without target drops the rest of its layer',
    dive: null,
  },
  'tiny-two-platforms.oci.tar': {
    because: 'an index over two platforms is read as one image with the layers of both, in random order',
    dive: null,
  },
};

function expectSame(ours: DiveAnswer, theirs: DiveAnswer): void {
  if ('error' in ours || 'error' in theirs) {
    expect(ours).toEqual(theirs);
    return;
  }
  expect(ours.wastedBytes).toBe(theirs.wastedBytes);
  expect(Math.abs(ours.efficiency - theirs.efficiency)).toBeLessThan(1e-9);
  expect(Math.abs(ours.userWastedPercent - theirs.userWastedPercent)).toBeLessThan(1e-9);
}

async function compare(path: string, name: string): Promise<void> {
  const ours = (await openImage(path)).analysis.dive;
  const exception = exceptions[name];
  if (!exception) expectSame(ours, askDive(path));
  else if (exception.dive) {
    expectSame(exception.dive, askDive(path));
    expect(exception.dive).not.toEqual(ours);
  }
}

const title = (name: string): string => `${name}${exceptions[name] ? ` (differs: ${exceptions[name].because})` : ''}`;

beforeAll(() => {
  console.log(dive ? `Compared with ${diveVersion()}` : 'dive is not here: comparisons NOT RUN (npm test installs it)');
});

describe.skipIf(!dive)('the small archives', () => {
  const folder = join(import.meta.dirname, '../fixtures/images');
  const archives = readdirSync(folder).filter((name) => name.endsWith('.tar'));
  test.each(archives.map((name) => [title(name), name]))('%s', (_, name) => compare(join(folder, name), name));
});

describe.skipIf(!dive || !sharedFixtures())('the larger archives', { timeout: 300_000 }, () => {
  const archives = sharedArchives().map((path) => ({ path, name: path.split(/[/\\]/).at(-1)! }));
  test.each(archives.map(({ path, name }) => [title(name), path, name]))('%s', (_, path, name) =>
    compare(join(sharedFixtures()!.images, path), name),
  );
});

describe.skipIf(!dive)('made archives', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-made-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function both(
    text: string,
    layout: (typeof layouts)[number],
  ): Promise<{ ours: DiveAnswer; theirs: DiveAnswer }> {
    const archive = await makeArchive(text, { layout });
    const path = join(folder, `${layout}.tar`);
    writeFileSync(path, new Uint8Array(await archive.arrayBuffer()));
    return { ours: (await analyseBlob(archive, 'made.tar')).analysis.dive, theirs: askDive(path) };
  }

  const cases = {
    'one layer': `
      layer
        bin/app  5000`,
    'written again, larger': `
      layer
        bin/app  5000
        etc/app.conf  100
      layer
        bin/app  7000`,
    'a deleted file': `
      layer
        bin/app  5000
        tmp/cache.o  9000
      layer
        etc/app.conf  100
        tmp/.wh.cache.o`,
    'a deleted directory': `
      layer
        bin/app  5000
        var/cache/
        var/cache/deep/
        var/cache/a  3000
        var/cache/deep/b  400
      layer
        var/.wh.cache`,
    'a deleted directory that comes back': `
      layer
        var/cache/
        var/cache/a  3000
        bin/app  10
      layer
        var/.wh.cache
      layer
        var/cache/a  20`,
    'hard links, symbolic links, empty files and directories': `
      layer
        bin/busybox  2000
        bin/sh => bin/busybox
        bin/ls -> busybox
        var/log/
        etc/empty  0
      layer
        bin/sh => bin/busybox
        bin/busybox  2000
        var/log/
        etc/empty  0`,
    'the same bytes at other paths': `
      layer
        a  "same"
      layer
        b  "same"
      layer
        c  "same"`,
    'an opaque directory, whose mark it leaves out': `
      layer
        etc/
        etc/a  100
      layer
        etc/
        etc/.wh..wh..opq
        etc/b  10
      layer
        etc/a  7`,
    'an empty layer between': `
      layer
        a  100
      layer
      layer
        a  90`,
  };

  describe.each(layouts.filter((layout) => layout !== 'oci'))('in the layout %s', (layout) => {
    test.each(Object.entries(cases))('%s', async (_, text) => {
      const { ours, theirs } = await both(text, layout);
      expectSame(ours, theirs);
    });
  });

  // dive's flaws, one by one: on the left our figures, by its rules as documented; on the right what it says.
  const flaws = {
    'a mark without a target: it counts with -1 bytes, and what follows in its layer is dropped': {
      text: `
        layer
          a  100
        layer
          .wh.never
          a  300`,
      ours: { efficiency: 100 / 400, wastedBytes: 400, userWastedPercent: 400 / 300 },
      theirs: { efficiency: 0.99, wastedBytes: 0, userWastedPercent: 0 },
    },
    'a deleted directory without an entry of its own: it counts with 0 bytes': {
      text: `
        layer
          var/cache/a  3000
          bin/app  10
        layer
          var/.wh.cache
        layer
          var/cache/a  20`,
      ours: { efficiency: 3030 / 6030, wastedBytes: 3020, userWastedPercent: 3020 / 20 },
      theirs: { efficiency: 30 / 3030, wastedBytes: 3020, userWastedPercent: 3020 / 20 },
    },
    'nothing stored above the first layer: an infinite share, which no JSON can say': {
      text: `
        layer
          tmp/cache.o  9000
        layer
          tmp/.wh.cache.o`,
      ours: { efficiency: 0, wastedBytes: 9000, userWastedPercent: 0 },
      theirs: { efficiency: 0, wastedBytes: 9000, userWastedPercent: Infinity },
    },
  };

  test.each(Object.entries(flaws))('%s', async (_, { text, ours, theirs }) => {
    expect(await both(text, 'skopeo')).toEqual({ ours, theirs });
  });

  test('a layer that is stored as a link to an equal one is left out', async () => {
    const text = `
      layer
        a  100
      layer
        b  1
      layer
        a  100`;
    const { ours, theirs } = await both(text, 'legacy');
    expect(ours).toEqual({ efficiency: 101 / 201, wastedBytes: 200, userWastedPercent: 200 / 101 });
    expect(theirs).toEqual({ efficiency: 1, wastedBytes: 0, userWastedPercent: 0 });
    expect((await both(text, 'skopeo')).theirs).toEqual(ours);
  });
});
