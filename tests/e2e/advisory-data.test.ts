import { expect, type Locator, type Page } from '@playwright/test';
import { makeArchive } from '../support/make-archive.ts';
import { record, siteOf, zipped } from './support/advisories.ts';
import { endUntil } from './support/breakdowns.ts';
import { showView } from './support/drive.ts';
import { bothLooks, expectWellFormed, inLooks } from './support/looks.ts';
import { untilLoaded } from './support/main-job.ts';
import { choose, file, test, waitUntilIdle, type NamedFile } from './support/page.ts';
import { startStaticHost, type StaticHost, type StaticHostOptions } from './support/static-host.ts';

const day = 86_400_000;
const ago = (days: number): string => new Date(Date.now() - days * day).toISOString();

/** Archives of OSV whose newest record is of that day. */
const archives = (modified: string): Record<string, Uint8Array> => {
  const pypi = record('GHSA-aaaa-aaaa-0001', 'demo', '1.5', 'HIGH', 'Reads too much', modified);
  const npm = JSON.stringify(pypi).replace('PyPI', 'npm').replace('ECOSYSTEM', 'SEMVER').replace('0001', '0002');
  return { PyPI: zipped({ 'GHSA-aaaa-aaaa-0001': pypi }), npm: zipped({ 'GHSA-aaaa-aaaa-0002': npm }) };
};

const python = `
  layer  RUN pip install demo
    usr/lib/python3/dist-packages/demo-1.0.dist-info/METADATA  "Metadata-Version: 2.1\\nName: demo\\nVersion: 1.0\\n\\n"
`;
const node = `
  layer  RUN npm install demo
    app/node_modules/demo/package.json  ${JSON.stringify('{"name":"demo","version":"1.0.0"}')}
`;
const release = (text: string): string => `
  layer  ADD rootfs.tar /
    etc/os-release  ${JSON.stringify(text)}
`;

async function image(name: string, text: string): Promise<NamedFile> {
  const blob = await makeArchive(text, { layout: 'docker25' });
  return file(`${name}.tar`, new Uint8Array(await blob.arrayBuffer()));
}

let host: StaticHost;
test.afterEach(() => host.close());

/** A site with that database, and the view of what is known of an image. */
async function visit(page: Page, text: string, options: StaticHostOptions): Promise<Locator> {
  host = await startStaticHost(options);
  await page.goto(host.url);
  await untilLoaded(page);
  await choose(page, [await image('web', text)]);
  await waitUntilIdle(page);
  return showView(page, 'vulnerabilities');
}

const answersOf = (site: ReadonlyMap<string, Buffer>): StaticHostOptions => ({
  answerTo: (path) => site.get(path) ?? null,
});

const imageRow = (view: Locator): Locator => view.getByRole('row', { name: /^Image/ });

test('advisories that were asked for once answer without network, and say how old they are', async ({
  page,
  context,
}) => {
  const view = await visit(page, python, answersOf(await siteOf(archives(ago(30)))));
  await expect(imageRow(view)).toContainText('1 of 1');
  // Those that no image has needed are not fetched, and so not kept.
  expect(host.requests.map(({ url }) => url).filter((url) => /^\/vulndb\/.*gz$/.test(url))).toEqual([
    '/vulndb/PyPI.json.gz',
  ]);
  await page.close();
  await context.setOffline(true);
  await host.close();

  const second = await context.newPage();
  await second.goto(host.url);
  await untilLoaded(second);
  await choose(second, [await image('again', python + node)]);
  await waitUntilIdle(second);
  const kept = await showView(second, 'vulnerabilities');
  await expect(imageRow(kept)).toContainText('1 of 1');
  await expect(kept.getByText(`PyPI 1, 30 days old (${ago(30).slice(0, 10)})`)).toBeVisible();
  await expect(kept.getByText('The advisories of PyPI are 30 days old: newer ones are not in them.')).toBeVisible();
  await expect(kept.getByText(/npm\.json\.gz .*could not be had: npm was not looked up/)).toBeVisible();
  await expect(kept.getByRole('region', { name: 'Not known' })).toContainText('There are no advisories of npm here');
});

test('newer advisories take the place of those that were kept', async ({ page }) => {
  const sites = [await siteOf(archives(ago(30))), await siteOf(archives(ago(1)))];
  const view = await visit(page, python, { answerTo: (path) => sites[0]?.get(path) ?? null });
  await expect(view.getByText(/PyPI 1, 30 days old/)).toBeVisible();
  sites.shift();
  await page.reload();
  await untilLoaded(page);
  await choose(page, [await image('web', python)]);
  await waitUntilIdle(page);
  await expect(view.getByText(/PyPI 1, 1 day old/)).toBeVisible();
  // Within a week nothing more is said of it.
  await expect(view.getByText(/newer ones are not in them/)).toHaveCount(0);
});

test('advisories of a week say their age alone, those of more that newer ones are missing', async ({ page }) => {
  const site = await siteOf({ ...archives(ago(7.5)), npm: archives(ago(8.5)).npm as Uint8Array });
  const view = await visit(page, python + node, answersOf(site));
  await expect(view.getByText(/PyPI 1, 7 days old/)).toBeVisible();
  await expect(view.getByText('The advisories of npm are 8 days old: newer ones are not in them.')).toBeVisible();
  await expect(view.getByText(/newer ones are not in them/)).toHaveCount(1);
});

test('a manifest that is none is refused, and said; nothing else of the page suffers', async ({ page }) => {
  const view = await visit(page, python, {
    answerTo: (path) => (path === '/vulndb/manifest.json' ? '{"format":"another/1"}' : null),
  });
  await expect(view.getByText(/manifest\.json/).first()).toBeVisible();
  await expect(view.getByRole('region', { name: 'Not known' })).toContainText('1 of 1 packages');
  await expect((await showView(page, 'packages')).getByRole('link', { name: 'demo' })).toBeVisible();
});

test('a distribution that nobody publishes advisories of is never called free of flaws', async ({ page }) => {
  const rpm = release('ID=amzn\nVERSION_ID="2023"\nPRETTY_NAME="Amazon Linux 2023"\n');
  const dpkg = `
    var/lib/dpkg/status  ${JSON.stringify('Package: curl\nStatus: install ok installed\nVersion: 8.0-1\n')}
`;
  const view = await visit(page, rpm + dpkg, answersOf(await siteOf(archives(ago(1)))));
  await expect(view.getByText('Nothing could be looked up')).toBeVisible();
  await expect(view.getByRole('region', { name: 'Not known' })).toContainText(
    'Nobody publishes advisories of Amazon Linux 2023 in OSV’s form, so nothing can be said.',
  );
  await expect(view.getByText('No known vulnerability')).toHaveCount(0);
});

test('of a distribution at the end of its life it is said that no advisory tells of new flaws', async ({ page }) => {
  const view = await visit(
    page,
    release('ID=debian\nVERSION_ID="10"\nPRETTY_NAME="Debian GNU/Linux 10 (buster)"\n') + python,
    answersOf(await siteOf(archives(ago(1)))),
  );
  await expect(
    view.getByText(/Debian GNU\/Linux 10 \(buster\).*support ended on 2024-06-30.*no advisory tells/s),
  ).toBeVisible();
});

inLooks(bothLooks, () => {
  test('a worker that ends while it looks up: said, not taken for none, and tried again', async ({ page }) => {
    let tried = 0;
    const site = await siteOf(archives(ago(1)));
    const view = await visit(page, python, {
      inWorkers: endUntil('look-up-vulnerabilities', 2),
      answerTo: (path) => (path.startsWith('/tried/') ? String(++tried) : (site.get(path) ?? null)),
    });
    await expect(view.getByText('The packages could not be looked up')).toBeVisible();
    await expect(view.getByText(/The worker that looks them up ended unexpectedly, twice/)).toBeVisible();
    await expectWellFormed(page, 'failed');
    // Nothing is counted where nothing is known.
    const link = page.getByRole('link', { name: /Vulnerabilities/, includeHidden: true }).first();
    await expect(link).not.toContainText(/\d/);
    await view.getByRole('button', { name: 'Look them up again' }).click();
    await expect(imageRow(view)).toContainText('1 of 1');
    expect(tried).toBe(3);
  });
});
