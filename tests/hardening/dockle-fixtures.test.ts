// What our checks say of the shared images, beside what dockle says of them.
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { dockleImages, dockleVersion, isCollecting } from '../peers/dockle.ts';
import { hardenFile } from '../support/hardened-image.ts';
import { sharedArchives, sharedFixtures } from '../support/shared-fixtures.ts';
import { disagreements } from './dockle-answers.ts';
import { everywhere, imageDifferences, unreadByDockle } from './dockle-differences.ts';

const answers = [...dockleImages].map(([image, answer]) => ({ image, answer }));
const isUnread = ({ image }: { readonly image: string }): boolean => unreadByDockle.some((one) => one.image === image);

beforeAll(() => {
  console.log(`Compared with what dockle ${dockleVersion} said`);
});

describe.skipIf(isCollecting)('the record', () => {
  test('has an answer where dockle could read the archive, and an error where the list says so', () => {
    const unread = answers.filter(({ answer }) => 'error' in answer).map(({ image }) => image);
    expect(unread.sort()).toEqual(unreadByDockle.map(({ image }) => image).sort());
  });

  test.skipIf(!sharedFixtures())('knows every shared image', () => {
    expect(answers.map(({ image }) => image).sort()).toEqual(
      sharedArchives().map((path) => path.replaceAll('\\', '/')),
    );
  });
});

describe.skipIf(isCollecting || !sharedFixtures())('shared images', { timeout: 240_000 }, () => {
  test.each(answers.filter((one) => !isUnread(one)))('$image', async ({ image, answer }) => {
    if ('error' in answer) throw new Error(answer.error);
    const listed = [...everywhere, ...imageDifferences.filter((one) => one.image === image)].map((one) =>
      'place' in one ? `${one.code} ${one.place} ${one.ours}` : `${one.code} ${one.ours}`,
    );
    const found = disagreements(await hardenFile(join(sharedFixtures()!.images, image)), answer);
    expect(found).toEqual(listed.sort());
  });
});
