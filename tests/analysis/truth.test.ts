// Every archive is read whole and compared with what an independent program says is in it, to the byte.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, openAsBlob, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyseBlob, archiveIn, faultsOf, openBlob, openImage, type OpenedImage } from '../support/open-image.ts';
import { sharedArchives, sharedFixtures, type SharedFixtures } from '../support/shared-fixtures.ts';
import { accountOfReport, accountOfTruth, differences, type Truth } from './truth.ts';

function expectEqual(opened: OpenedImage, truth: Truth): void {
  const [ours, theirs] = [accountOfReport(opened), accountOfTruth(truth)];
  expect(faultsOf(opened)).toEqual([]);
  expect(ours.figures).toEqual(theirs.figures);
  expect(ours.layers).toEqual(theirs.layers);
  if (truth.hidden_list_shortened_from === undefined) expect(differences(ours.hidden, theirs.hidden)).toEqual([]);
  else expect(ours.hidden).toHaveLength(truth.hidden_list_shortened_from);
  if (truth.duplicates_list_shortened_from === undefined) {
    expect(differences(ours.duplicates, theirs.duplicates)).toEqual([]);
  } else expect(ours.duplicates).toHaveLength(truth.duplicates_list_shortened_from);
  if (truth.stored_duplicates_list_shortened_from === undefined) {
    expect(differences(ours.storedDuplicates, theirs.storedDuplicates)).toEqual([]);
  }
  expect(opened.report.verification?.state).toBe('verified');
  const { stored, visible, overwritten, deleted } = opened.report.sizes;
  expect(visible + overwritten + deleted).toBe(stored);
  // What the tars hold beyond their last entry is not read.
  opened.scans.forEach(({ table }, index) =>
    expect(table.tarBytes).toBeLessThanOrEqual(truth.layers[index]!.tar_bytes),
  );
}

const readTruth = (path: string): Truth => JSON.parse(readFileSync(path, 'utf8')) as Truth;

describe('the small archives', () => {
  const folder = join(import.meta.dirname, '../fixtures/images');
  const archives = readdirSync(folder).filter((name) => name.endsWith('.tar'));
  const truthOf = (name: string): Truth => readTruth(join(folder, `${name}.truth.json`));

  test('are there', () => {
    expect(archives).toEqual(['pax-global.tar', 'tiny-attested.oci.tar', 'whiteouts-crafted.tar']);
  });

  test.each(archives)('%s is read to the byte', async (name) => {
    expectEqual(await openImage(join(folder, name)), truthOf(name));
  });

  test.each(archives)('%s is known by its contents, whatever its name', async (name) => {
    expectEqual(await analyseBlob(await openAsBlob(join(folder, name)), 'unknown'), truthOf(name));
  });
});

const shared = sharedFixtures();
const hasPython = spawnSync('python3', ['--version']).status === 0;

/** Worked out afresh by the fixtures' own program, lists whole. */
function freshTruth({ shared, images }: SharedFixtures, name: string, number: number): Truth {
  const program = join(shared, 'tools/truth.py');
  const options = ['--all', '--image', String(number), join(images, name)];
  return JSON.parse(execFileSync('python3', [program, ...options], { maxBuffer: 2 ** 30 }).toString()) as Truth;
}

/** What was worked out once and lies beside the archive, long lists shortened. */
function keptTruth({ shared }: SharedFixtures, name: string, number: number, platform: string): Truth {
  const folder = join(shared, 'images', dirname(name));
  const ends = ['', `.image-${number}`, `.${platform.replace('/', '-')}`].map(
    (end) => `${basename(name)}${end}.truth.json`,
  );
  return readTruth(join(folder, ends.find((file) => existsSync(join(folder, file))) ?? 'truth.json'));
}

describe.skipIf(!shared)('the larger archives', { timeout: 300_000 }, () => {
  test.each(sharedArchives())('%s is read to the byte', async (name) => {
    const path = join(shared!.images, name);
    const { images, faults } = await openBlob(await archiveIn(path), basename(path));
    expect(faults).toEqual([]);
    for (const number of images.keys()) {
      const { platform } = images[number]!;
      const truth = hasPython ? freshTruth(shared!, name, number) : keptTruth(shared!, name, number, platform);
      expectEqual(await openImage(path, number), truth);
    }
  });
});
