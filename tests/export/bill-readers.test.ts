// The bills of the packages that the page's own catalogers find in real images, as other programs read them: as recorded, and
// asked anew where the readers are here.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answersOf, askReaders, billedImages, digestOf, plainPurls, recordedAnswers } from '../peers/bills.ts';
import { billInputOfFile, billsOfInput } from '../support/image-bills.ts';
import { findPeer } from '../support/peers.ts';
import { sharedFixtures } from '../support/shared-fixtures.ts';

const fixtures = sharedFixtures();
const readers = { python: process.env.PLIMSOLL_BILLS_PYTHON ?? null, syft: findPeer('syft') };
const recorded = recordedAnswers();

interface Component {
  readonly type: string;
  readonly purl?: string;
}

interface Document {
  readonly packages: readonly {
    readonly externalRefs?: readonly { referenceType: string; referenceLocator: string }[];
  }[];
}

/** The package URLs that stand in the texts of the two bills. */
const purlsIn = {
  cyclonedx: (text: string): string[] =>
    (JSON.parse(text) as { components: Component[] }).components.flatMap(({ purl }) => purl ?? []),
  spdx: (text: string): string[] =>
    (JSON.parse(text) as Document).packages.flatMap(({ externalRefs = [] }) =>
      externalRefs.filter((one) => one.referenceType === 'purl').map((one) => one.referenceLocator),
    ),
};

const formats = ['cyclonedx', 'spdx'] as const;

test('what was recorded is of every image and of two readers each, and none found anything wrong', () => {
  for (const image of billedImages) {
    for (const format of formats) {
      const own = recorded.filter((one) => one.image === image && one.format === format);
      expect(own.map(({ reader }) => reader.split(/[ ,]/)[0])).toEqual([
        format === 'cyclonedx' ? 'cyclonedx-python-lib' : 'spdx-tools',
        'Syft',
      ]);
      expect(own.map(({ wrong }) => wrong)).toEqual([[], []]);
    }
  }
});

describe.skipIf(!fixtures)('what the readers read is what the catalogers found', () => {
  test.each(billedImages)('%s', { timeout: 120_000 }, async (image) => {
    const input = await billInputOfFile(join(fixtures!.images, image));
    const bills = billsOfInput(input);
    const packages = input.report.images[0]!.packages.length;
    expect(packages).toBeGreaterThan(3);
    const fresh = answersOf(image, askReaders(bills, readers));
    const answers = [...recorded.filter((one) => one.image === image), ...fresh];
    for (const { format, wrong, ...answer } of answers) {
      const written = purlsIn[format](bills[format]);
      expect(wrong).toEqual([]);
      expect(answer).toMatchObject({
        read: packages,
        purls: plainPurls(written).length,
        digest: digestOf(written),
      });
    }
  });
});
