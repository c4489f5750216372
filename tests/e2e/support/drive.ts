import { expect, type Locator, type Page } from '@playwright/test';
import { makeArchive, type ArchiveOptions } from '../../support/make-archive.ts';
import { choose, file, waitForState, type NamedFile } from './page.ts';

/** The view that is shown. */
export const shownView = (page: Page): Locator => page.locator('main section[data-view]:visible');

/** A small image that wastes most of its bytes, and the Dockerfile that could have built it. */
export async function wastefulImage(name = 'shop.tar', more: Partial<ArchiveOptions> = {}): Promise<NamedFile> {
  const text = `
    layer  ADD rootfs.tar /
      bin/sh  300000  0755
      etc/os-release  "ID=debian"
    layer  RUN /bin/sh -c apt-get update # buildkit
      var/lib/apt/lists/packages  400000
    empty  WORKDIR /app
    layer  COPY . . # buildkit
      app/server.js  20000
      app/.env  "TOKEN=x"
    layer  RUN /bin/sh -c rm /app/.env # buildkit
      app/.wh..env
    layer  RUN /bin/sh -c chown -R node:node /app # buildkit
      app/server.js  20000  1000:1000
    empty  CMD ["node" "server.js"]
  `;
  const config = { Cmd: ['node', 'server.js'] };
  const blob = await makeArchive(text, { layout: 'docker25', tag: 'shop:1.0', config, ...more });
  return file(name, new Uint8Array(await blob.arrayBuffer()));
}

export const shopDockerfile = `FROM debian:12
RUN apt-get update
WORKDIR /app
COPY . .
RUN rm /app/.env
RUN chown -R node:node /app
CMD node server.js
`;

/** Opens the image with its Dockerfile, until the Dockerfile was reviewed against it. */
export async function openShop(page: Page): Promise<void> {
  await page.goto('/');
  await choose(page, [await wastefulImage(), file('Dockerfile', shopDockerfile)]);
  await waitForState(page, 'ready');
  await expect(page.getByRole('region', { name: 'What to change first' }).getByRole('listitem').first()).toBeVisible();
}

export const showView = async (page: Page, id: string): Promise<Locator> => {
  await page.evaluate((view) => (location.hash = `#/${view}`), id);
  const view = page.locator(`section[data-view="${id}"]`);
  await expect(view).toBeVisible();
  await expect(view.getByText('Loading this view.')).toHaveCount(0);
  return view;
};

/** The Dockerfile as a table of its lines, with what each stored. */
export async function showLines(page: Page): Promise<Locator> {
  const view = await showView(page, 'dockerfile');
  await view.getByRole('button', { name: 'Lines' }).click();
  return view;
}

/** What is typed in; in a shadow tree, which locators see through. */
export const dockerfileEditor = (view: Locator): Locator =>
  view.getByRole('textbox', { name: 'Text of the Dockerfile' });

/** As the clipboard would hand it over. */
export const pasteInto = (editor: Locator, text: string): Promise<void> =>
  editor.evaluate((element, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);

/** In place of all that it holds. */
export async function rewrite(view: Locator, text: string): Promise<void> {
  const editor = dockerfileEditor(view);
  await editor.click();
  await editor.press('Control+a');
  await pasteInto(editor, text);
}

/** Opens one Dockerfile, with the view that shows it and the list of its findings. */
export async function openDockerfile(page: Page, text: string): Promise<{ view: Locator; list: Locator }> {
  await page.goto('/');
  await choose(page, [file('Dockerfile', text)]);
  await waitForState(page, 'ready');
  const view = await showView(page, 'dockerfile');
  return { view, list: view.getByRole('complementary', { name: 'Findings' }) };
}
