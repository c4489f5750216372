// The verdicts of our CI rules, compared with those of the real dive.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultCiSettings, evaluateCi, type CiResult, type CiRuleVerdict } from '../../../src/analysis/ci/ci-rules.ts';
import { readDiveCi } from '../../../src/analysis/ci/read-dive-ci.ts';
import { writeDiveCi } from '../../../src/analysis/ci/write-dive-ci.ts';
import { FaultError } from '../../../src/fault.ts';
import type { DiveNumbers } from '../../../src/rootfs/dive-model.ts';
import { dive, diveVersion } from '../../peers/dive.ts';
import { askDiveCi, type DiveCiAnswer, type DiveWord } from '../../peers/dive-ci.ts';
import { makeArchive } from '../../support/make-archive.ts';
import { analyseBlob } from '../../support/open-image.ts';
import { configs, refused } from './configs.ts';

const words: Record<CiRuleVerdict, DiveWord> = {
  pass: 'PASS',
  fail: 'FAIL',
  skip: 'SKIP',
  misconfigured: 'MISCONFIGURED',
  unchecked: 'CONFIGURED',
};

/** Small images by what they waste; the thresholds above are near to the numbers of the first. */
const images = {
  wasteful: `
    layer
      bin/app  1000000
      tmp/cache  2000000
    layer
      bin/app  1000000
      srv/new  191215
      tmp/.wh.cache`,
  'without waste': `
    layer
      bin/app  5000
    layer
      etc/app.conf  100`,
  'one layer': `
    layer
      bin/app  5000`,
  'nothing stored above the first layer': `
    layer
      tmp/cache.o  9000
    layer
      tmp/.wh.cache.o`,
};

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-dive-ci-'));
const config = join(folder, '.dive-ci');
const archives = new Map<string, { path: string; numbers: DiveNumbers }>();

beforeAll(async () => {
  console.log(dive ? `Compared with ${diveVersion()}` : 'dive is not here: comparisons NOT RUN (npm test installs it)');
  for (const [name, text] of Object.entries(images)) {
    const archive = await makeArchive(text, { layout: 'skopeo' });
    const path = join(folder, `${archives.size}.tar`);
    writeFileSync(path, new Uint8Array(await archive.arrayBuffer()));
    archives.set(name, { path, numbers: (await analyseBlob(archive, 'made.tar')).analysis.dive });
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Ours in dive's form. A misconfigured or disabled rule is explained in words of our own. */
function asDive({ rules, verdict }: CiResult): unknown {
  const told = rules.map(({ id, verdict, message }) => [
    id,
    { word: words[verdict], message: verdict === 'fail' ? message : '' },
  ]);
  return { status: verdict === 'pass' ? 0 : 1, rules: Object.fromEntries(told) as unknown };
}

function withoutOtherMessages({ status, rules }: DiveCiAnswer): unknown {
  const told = Object.entries(rules).map(([id, { word, message }]) => [
    id,
    { word, message: word === 'FAIL' ? message : '' },
  ]);
  return { status, rules: Object.fromEntries(told) as unknown };
}

function compare(image: string, text: string): void {
  const { path, numbers } = archives.get(image)!;
  writeFileSync(config, text);
  const theirs = askDiveCi(path, ['--ci-config', config]);
  expect(asDive(evaluateCi(readDiveCi(text, '.dive-ci'), numbers))).toEqual(withoutOtherMessages(theirs));
}

describe.skipIf(!dive)('every file, on an image that is wasteful', () => {
  test.each(Object.entries(configs))('%s', (_, text) => compare('wasteful', text));
});

describe.skipIf(!dive).each(Object.keys(images).slice(1))('an image %s', (image) => {
  const telling = Object.entries(configs).filter(([name]) =>
    /Percent: |Bytes: [0.~]|Efficiency: [1.]|^all|^empty|^sev/.test(name),
  );
  test.each(telling)('%s', (_, text) => compare(image, text));
});

describe('a file that dive refuses as a whole', () => {
  test.each(Object.entries(refused))('%s', (_, text) => {
    expect(() => readDiveCi(text, '.dive-ci')).toThrow(FaultError);
    if (!dive) return;
    writeFileSync(config, text);
    expect(askDiveCi(archives.get('wasteful')!.path, ['--ci-config', config])).toEqual({ status: 1, rules: {} });
  });
});

describe.skipIf(!dive)('beside a file', () => {
  test('without one, dive has the same thresholds', () => {
    for (const { path, numbers } of archives.values()) {
      const theirs = askDiveCi(path, ['--ci-config', join(folder, 'none')]);
      expect(asDive(evaluateCi(defaultCiSettings, numbers))).toEqual(withoutOtherMessages(theirs));
    }
  });

  test('what is set by flags is judged alike', () => {
    const { path, numbers } = archives.get('wasteful')!;
    const flags = ['--lowestEfficiency', '0.2', '--highestWastedBytes', '1.9 MiB', '--highestUserWastedPercent', '0.3'];
    const settings = { lowestEfficiency: '0.2', highestWastedBytes: '1.9 MiB', highestUserWastedPercent: '0.3' };
    const theirs = askDiveCi(path, [...flags, '--ci-config', join(folder, 'none')]);
    expect(asDive(evaluateCi(settings, numbers))).toEqual(withoutOtherMessages(theirs));
  });

  test('what we write, dive reads as we do', () => {
    const odd = { lowestEfficiency: '"0.5', highestWastedBytes: '4 MB # x', highestUserWastedPercent: 0.25 };
    for (const settings of [defaultCiSettings, odd, { ...defaultCiSettings, highestWastedBytes: '1.5 GiB' }]) {
      expect(readDiveCi(writeDiveCi(settings), '.dive-ci')).toEqual(settings);
      compare('wasteful', writeDiveCi(settings));
    }
  });
});
