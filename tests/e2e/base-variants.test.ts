import { expect, type Page } from '@playwright/test';
import { zipSync } from 'fflate';
import { makeArchive } from '../support/make-archive.ts';
import { programs } from '../support/start-image.ts';
import { showView } from './support/drive.ts';
import { everyLook, expectWellFormed, inLooks } from './support/looks.ts';
import { choose, file, test, waitUntilIdle, type NamedFile } from './support/page.ts';

const stanza = (name: string, needs = ''): string =>
  `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.0-1\n${needs && `Depends: ${needs}\n`}`;
const debian = [stanza('libc6'), stanza('apt', 'libc6'), stanza('bash')];
const tools = [
  stanza('gcc', 'cpp, libc6'),
  stanza('cpp'),
  stanza('git'),
  stanza('ca-certificates', 'openssl'),
  stanza('openssl'),
];
const yours = [stanza('libpq5', 'git')];
const status = (...all: string[][]): string => JSON.stringify(`${all.flat().join('\n')}\n`);

const native = 'usr/local/lib/python3.12/site-packages/x/native.cpython-312-x86_64-linux-gnu.so';

/** Python’s full image as its registry has it, in little: Debian, tools above it, and what a Dockerfile adds. */
async function pythonImage(): Promise<NamedFile> {
  const text = `
    layer  ADD rootfs.tar /
      etc/os-release  "ID=debian\\nVERSION_ID=\\"12\\"\\nVERSION_CODENAME=bookworm\\nPRETTY_NAME=\\"Debian GNU/Linux 12 (bookworm)\\"\\n"
      var/lib/dpkg/status  ${status(debian)}
      usr/lib/big  400000
    layer  apt-get install gcc git
      var/lib/dpkg/status  ${status(debian, tools)}
      lib64/ld-linux-x86-64.so.2  100
      usr/local/bin/python  100
      usr/bin/gcc  600000
    layer  RUN /bin/sh -c apt-get install libpq5 # buildkit
      var/lib/dpkg/status  ${status(debian, tools, yours)}
      ${native}  1000
  `;
  const config = { Env: ['PYTHON_VERSION=3.12.4'], Cmd: ['python', '-m', 'app'] };
  const contents = {
    'lib64/ld-linux-x86-64.so.2': programs.library!,
    'usr/local/bin/python': programs.glibc!,
    [native]: programs.library!,
  };
  const blob = await makeArchive(text, { layout: 'docker25', tag: 'shop:1', config, contents });
  return file('shop.tar', new Uint8Array(await blob.arrayBuffer()));
}

const record = (number: number, name: string, fixed: string | null): [string, Uint8Array] => {
  const id = `DEBIAN-CVE-2024-000${number}`;
  const events = [{ introduced: '0' }, ...(fixed === null ? [] : [{ fixed }])];
  const affected = [{ package: { ecosystem: 'Debian:12', name }, ranges: [{ type: 'ECOSYSTEM', events }] }];
  const severity = [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }];
  const text = { schema_version: '1.6.0', id, modified: '2024-01-01T00:00:00Z', summary: name, severity, affected };
  return [`${id}.json`, new TextEncoder().encode(JSON.stringify(text))];
};

const advisories = (): NamedFile =>
  file(
    'Debian.zip',
    zipSync(
      Object.fromEntries([
        record(1, 'gcc', null),
        record(2, 'cpp', null),
        record(3, 'git', null),
        record(4, 'libc6', '2.0-1'),
      ]),
    ),
  );

const dockerfile = file('Dockerfile', 'FROM python:3.12\nRUN apt-get install libpq5\n');

async function open(page: Page, ...more: NamedFile[]): Promise<void> {
  await page.goto('/');
  await choose(page, [await pythonImage(), ...more]);
  await waitUntilIdle(page);
}

test('other bases: what would go of the packages and flaws that the image shows, and what it says to each', async ({
  page,
}) => {
  await open(page, dockerfile, advisories());
  const view = await showView(page, 'vulnerabilities');
  const bases = view.getByRole('region', { name: 'Other bases' });
  await expect(bases).toContainText('Today');
  await expect(bases.getByRole('definition').filter({ hasText: 'measured' })).toHaveCount(3);

  // git stays: libpq5 needs it. ca-certificates and what that needs are in the slim image.
  const slim = bases.getByRole('row', { name: /^python:3\.12-slim/ });
  await expect(slim).toContainText(/121 MB\s*estimated\s*as of 2026-08-25/);
  await expect(slim.getByRole('cell').nth(1)).toContainText(/^\s*packages that go\s*2\s*estimated/);
  await expect(slim.getByRole('cell').nth(2)).toContainText(/2\s*estimated.*2 critical/s);
  await slim.getByText('which', { exact: true }).click();
  await expect(slim).toContainText('cpp, gcc');

  const alpine = bases.getByRole('row', { name: /^python:3\.12-alpine/ });
  await expect(alpine.getByRole('cell').nth(1)).toContainText(/8\s*measured/);
  await expect(alpine).toContainText(/does not fit.*native\.cpython-312.*Not advised/s);
  await expect(alpine.getByRole('button', { name: /FROM/ })).toHaveCount(0);
  await expect(bases.locator('tbody tr').last()).toContainText('python:3.12-alpine');

  await expect(bases.getByRole('row', { name: /built anew/ })).toContainText(/1\s*estimated.*--pull/s);
  const newer = bases.getByRole('row', { name: /newer release/ });
  await expect(newer).toContainText(/python:3\.14.*not known.*cared for until 2030-10-31/s);
  await expect(newer.getByRole('button', { name: /FROM python:3\.14/ })).toBeVisible();
});

test('without advisories flaws are not known, and no zero', async ({ page }) => {
  await open(page, dockerfile);
  const view = await showView(page, 'vulnerabilities');
  const alpine = view.getByRole('row', { name: /^python:3\.12-alpine/ });
  await expect(alpine.getByRole('cell').nth(1)).toContainText(/8\s*measured/);
  await expect(alpine.getByRole('cell').nth(2)).toContainText('not known');
  await expect(view.getByRole('row', { name: /built anew/ })).toHaveCount(0);
});

test('where nothing tells the base, the page says what to bring', async ({ page }) => {
  await open(page);
  const view = await showView(page, 'vulnerabilities');
  const bases = view.getByRole('region', { name: 'Other bases' });
  await expect(bases).toContainText(/Drop its Dockerfile, or set in Layers & files where the base ends\./);
  await expect(bases.getByRole('table')).toHaveCount(0);
});

inLooks(everyLook, () => {
  test('other bases are well formed', async ({ page }) => {
    await open(page, dockerfile, advisories());
    const view = await showView(page, 'vulnerabilities');
    const bases = view.getByRole('region', { name: 'Other bases' });
    await bases.getByRole('button', { name: 'Show what each figure rests on' }).click();
    await bases.getByText('which', { exact: true }).first().click();
    await expectWellFormed(page, 'other bases');
  });
});
