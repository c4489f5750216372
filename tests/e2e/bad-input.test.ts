import { expect, type Page } from '@playwright/test';
import { makeArchive, type ArchiveFiles, type ArchiveOptions } from '../support/make-archive.ts';
import { addFiles, choose, file, test, waitForState, type NamedFile } from './support/page.ts';

const imageText = `
layer  RUN make
  usr/bin/app  5000
  tmp/cache.o  9000
layer  RUN rm tmp/cache.o
  tmp/.wh.cache.o
`;
type Options = Partial<ArchiveOptions>;

async function archive(text = imageText, options: Options = {}): Promise<Uint8Array> {
  const blob = await makeArchive(text, { layout: 'skopeo', tag: 'web:1', ...options });
  return new Uint8Array(await blob.arrayBuffer());
}

const firstLayer = (files: ArchiveFiles): string => [...files.keys()].find((name) => name.endsWith('.tar')) ?? '';

/** As a program that streams would write it: what describes the image first. */
function descriptionFirst(files: ArchiveFiles): void {
  const all = [...files].reverse();
  files.clear();
  for (const [name, contents] of all) files.set(name, contents);
}

/** After whatever was dropped, the page still takes a good archive. */
async function expectWorking(page: Page): Promise<void> {
  const after = file('after.tar', await archive(imageText, { tag: 'after:2' }));
  const started = await page.getByRole('button', { name: 'Start over' }).count();
  if (started > 0) await addFiles(page, [after]);
  else await choose(page, [after]);
  await waitForState(page, 'ready');
  await expect(page).toHaveTitle(/after:2/);
}

/** Inputs with nothing usable in them: one message that names the file and says what to do. */
const hopeless: { what: string; input: () => Promise<NamedFile> | NamedFile; says: RegExp[] }[] = [
  {
    what: 'a text file called image.tar',
    input: () => file('image.tar', 'these are not the bytes you are looking for\n'),
    says: [/image\.tar/, /text file/, /docker save/],
  },
  { what: 'an empty file', input: () => file('image.tar', ''), says: [/image\.tar is empty/, /docker save/] },
  {
    what: 'a binary file called Dockerfile',
    input: () =>
      file(
        'Dockerfile',
        Uint8Array.from({ length: 600 }, (_, at) => (at * 7) % 256),
      ),
    says: [/Dockerfile is not text/],
  },
  {
    what: 'an archive without a manifest',
    input: async () =>
      file('rootfs.tar', await archive(imageText, { change: (files) => files.delete('manifest.json') })),
    says: [/rootfs\.tar/, /manifest\.json/, /docker save/],
  },
  {
    what: 'an archive whose first header has a wrong checksum',
    input: async () => {
      const bytes = await archive();
      bytes[150] = bytes[150] === 0x31 ? 0x32 : 0x31;
      return file('image.tar', bytes);
    },
    says: [/image\.tar is not a tar archive/, /byte 0/],
  },
  {
    what: 'a picture',
    input: () => file('photo.bin', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1')),
    says: [/photo\.bin/, /PNG/],
  },
];

for (const { what, input, says } of hopeless) {
  test(`says what is wrong with ${what}, and goes on`, async ({ page }) => {
    await page.goto('/');
    await choose(page, [await input()]);
    await waitForState(page, 'failed');
    for (const words of says) await expect(page.getByText(words).first()).toBeVisible();
    await expectWorking(page);
  });
}

/** Inputs of which a part can be read: the part is shown, and the message says what is missing. */
const partial: { what: string; input: () => Promise<NamedFile>; says: RegExp[] }[] = [
  {
    what: 'a manifest that names a missing layer',
    input: async () => {
      return file('image.tar', await archive(imageText, { change: (files) => files.delete(firstLayer(files)) }));
    },
    says: [/image\.tar names .*\.tar in manifest\.json, but does not hold it/],
  },
  {
    what: 'a layer that is no tar',
    input: async () => {
      const noTar = new TextEncoder().encode('no tar at all '.repeat(100));
      return file('image.tar', await archive(imageText, { change: (files) => files.set(firstLayer(files), noTar) }));
    },
    says: [/image\.tar \(layer 0\) is not a tar archive/],
  },
];

for (const { what, input, says } of partial) {
  test(`keeps what can be read beside ${what}`, async ({ page }) => {
    await page.goto('/');
    await choose(page, [await input()]);
    await waitForState(page, 'ready');
    await page.getByRole('button', { name: /1 problem|2 problems/ }).click();
    for (const words of says) await expect(page.locator('#problems').getByText(words)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByText('RUN rm tmp/cache.o').first()).toBeVisible();
    await expectWorking(page);
  });
}

test('keeps what stands before the end of a truncated archive', async ({ page }) => {
  const text = 'layer  RUN one\n  first  4000\nlayer  RUN two\n  second  900000\n';
  const bytes = await archive(text, { change: descriptionFirst });
  await page.goto('/');
  await choose(page, [file('image.tar', bytes.slice(0, bytes.length - 300_000))]);
  await waitForState(page, 'ready');
  await page.getByRole('button', { name: /problem/ }).click();
  await expect(
    page
      .locator('#problems')
      .getByText(/image\.tar.* ends too early/)
      .first(),
  ).toBeVisible();
  await page.keyboard.press('Escape');
  await expectWorking(page);
});

test('keeps what stands before a flipped byte in a header', async ({ page }) => {
  const bytes = await archive(imageText, { change: descriptionFirst });
  // The last header of the archive lies in the layer that stands last, the first one.
  const at = new TextDecoder('latin1').decode(bytes).lastIndexOf('ustar') - 257;
  bytes[at + 100] = (bytes[at + 100] ?? 0) ^ 1;
  await page.goto('/');
  await choose(page, [file('image.tar', bytes)]);
  await waitForState(page, 'ready');
  await page.getByRole('button', { name: /problem/ }).click();
  await expect(
    page
      .locator('#problems')
      .getByText(/image\.tar.*damaged tar header at byte/)
      .first(),
  ).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('RUN make').first()).toBeVisible();
  await expectWorking(page);
});

test('lints the rest of a Dockerfile with a syntax error', async ({ page }) => {
  await page.goto('/');
  await choose(page, [file('Dockerfile', 'FROM debian:12\nINSTALL curl\nRUN sudo make\n')]);
  await waitForState(page, 'ready');
  await page.goto('/#/dockerfile');
  await expect(page.getByText('DL1000').first()).toBeVisible();
  await expect(page.getByText(/unknown instruction INSTALL/).first()).toBeVisible();
  await expect(page.getByText('DL3004').first()).toBeVisible();
  await expectWorking(page);
});

test('shows hostile names and labels as text', async ({ page }) => {
  const markup = '<img src=x onerror="document.title=1">';
  const hostile = `layer  RUN ${markup}\n  ../../etc/passwd  100\n  srv/${markup}  200\n  __proto__  50\n`;
  const bytes = await archive(hostile, {
    layout: 'docker25',
    config: { Labels: { [markup]: markup, __proto__: 'x' }, User: markup },
  });
  await page.goto('/');
  await choose(page, [
    file(`${markup}.tar`, bytes),
    file('Dockerfile', `FROM scratch\nLABEL a="${markup}"\nCMD ${markup}\n`),
  ]);
  await waitForState(page, 'ready');
  for (const view of ['overview', 'layers', 'waste', 'hardening', 'dockerfile', 'better', 'export']) {
    await page.goto(`/#/${view}`);
    await expect(page.locator('main, [role="main"]').first()).toBeVisible();
    expect(await page.locator('img[src="x"]').count()).toBe(0);
  }
  await page.goto('/#/layers');
  await expect(page.getByText('etc').first()).toBeVisible();
  expect(await page.title()).not.toBe('1');
});
