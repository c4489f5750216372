import { expect, type Locator } from '@playwright/test';
import { openShop, showView } from './support/drive.ts';
import { addFiles, choose, file, test, waitForState } from './support/page.ts';

const rules = 'rules:\n  lowestEfficiency: 0.95\n  highestWastedBytes: 20MB\n  highestUserWastedPercent: 0.2\n';

const verdictOf = (section: Locator, rule: string): Locator =>
  section
    .getByRole('row', { name: new RegExp(rule) })
    .locator('.word')
    .last();

test('a dropped .dive-ci is judged, and changed in the page', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openShop(page);
  const view = await showView(page, 'waste');
  const section = view.getByRole('region', { name: 'CI rules' });
  await expect(section).toContainText('thresholds as dive has them');
  await addFiles(page, [file('.dive-ci', rules)]);
  await expect(section).toContainText('from .dive-ci');
  await expect(section.getByLabel('Highest waste', { exact: true })).toHaveValue('20MB');
  await expect(verdictOf(section, 'highestWastedBytes')).toHaveText('pass');

  await section.getByLabel('Highest waste', { exact: true }).fill('1 kB');
  await page.keyboard.press('Enter');
  await expect(section).toContainText('set here');
  await expect(section).toContainText('= 1.00 kB');
  await expect(verdictOf(section, 'highestWastedBytes')).toHaveText('fail');
  await expect(section.getByRole('status')).toContainText('fail');

  await section.getByLabel('Lowest efficiency').fill('95 %');
  await page.keyboard.press('Enter');
  await expect(verdictOf(section, 'lowestEfficiency')).toHaveText('misconfigured');
  await expect(verdictOf(section, 'highestWastedBytes')).toHaveText('unchecked');
  await expect(section).toContainText('write a share between 0 and 1');

  await section.getByLabel('Lowest efficiency').fill('');
  await page.keyboard.press('Enter');
  await expect(verdictOf(section, 'lowestEfficiency')).toHaveText('skip');
  await section.getByRole('button', { name: 'Copy as .dive-ci' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    'rules:\n  lowestEfficiency: "disabled"\n  highestWastedBytes: "1 kB"\n  highestUserWastedPercent: 0.2\n',
  );
  await section.getByRole('button', { name: 'Back to dive’s own' }).click();
  await expect(section.getByLabel('Lowest efficiency')).toHaveValue('0.9');
});

test('a .dive-ci alone is kept for the image to come; one that can’t be read is told', async ({ page }) => {
  await page.goto('/');
  await choose(page, [file('dive-ci.yaml', rules)]);
  await waitForState(page, 'ready');
  await addFiles(page, [file('.dive-ci', 'rules: [\n')]);
  const overview = await showView(page, 'overview');
  await expect(overview.getByRole('region', { name: 'Problems' })).toContainText(
    /\.dive-ci is no \.dive-ci that can be read: line 2/,
  );
});
