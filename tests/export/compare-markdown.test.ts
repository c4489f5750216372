import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultCiSettings } from '../../src/analysis/ci/ci-rules.ts';
import { compareFiles } from '../../src/analysis/comparison/compare-files.ts';
import { layerIds } from '../../src/analysis/comparison/compare-layers.ts';
import { ComparedTree } from '../../src/analysis/comparison/compared-tree.ts';
import { compareMarkdown } from '../../src/export/compare-markdown.ts';
import { buildCompareReport } from '../../src/report/compare-report.ts';
import { reportOf, openMade, smallImage, textOf } from '../report/sample-report.ts';
import type { OpenedImage } from '../support/open-image.ts';
import type { ArchiveOptions } from '../support/make-archive.ts';

const golden = join(import.meta.dirname, '../golden/export');

function markdownOf(before: OpenedImage, after: OpenedImage): string {
  const ids = layerIds(before.image.layers, after.image.layers);
  const side = ({ rootfs }: OpenedImage, numbers: number[]) => ({ columns: rootfs.columns, layerIds: numbers });
  const tree = new ComparedTree(compareFiles(side(before, ids.before), side(after, ids.after), 'a'));
  const compare = buildCompareReport({
    before: { index: 0, image: before.image, report: before.report },
    after: { index: 1, image: after.image, report: after.report },
    ...{ tree, ciSettings: null, defaultSettings: defaultCiSettings, unfinished: false },
  });
  return textOf(compareMarkdown, { ...reportOf(before.report, after.report), compare });
}

const open = (text: string, options: Partial<ArchiveOptions>) => openMade(text, options);

// One file per case, to be read in a review; vitest -u writes them anew.
test('of a change to an image', async () => {
  const before = await open(smallImage, { tag: 'web:1.3', config: { User: 'app', Env: ['A=1', 'MODE=dev'] } });
  const more = `${smallImage}  layer  RUN npm ci\n    srv/node_modules/left-pad/index.js  700000\n    srv/logo.png  "LOGO"\n    srv/.wh.public\n`;
  const config = { Env: ['MODE=production'], ExposedPorts: { '8080/tcp': {} } };
  const after = await open(more, { tag: 'web:1.4', config });
  await expect(markdownOf(before, after)).toMatchFileSnapshot(join(golden, 'compare.md'));
});

test('of names and values that try to be more than text', async () => {
  const markup = '<img src=x onerror=alert(1)>';
  const before = await open('layer  A\n  a  1\n', { tag: 'web:1' });
  const long = `${'deep/'.repeat(300)}end.js`;
  const text = `layer  RUN echo "| ${markup} \`x\` |"\n  ${markup}/a|b  500\n  \`\`\`x  400\n  [l](javascript:x)  300\n  ${long}  200\n`;
  const config = { Env: [`A=| @someone ${markup}`], Labels: { [`${markup}|`]: '# title `` x' } };
  const after = await open(text, { tag: 'web:2', config });
  const markdown = markdownOf(before, after);
  await expect(markdown).toMatchFileSnapshot(join(golden, 'compare-hostile.md'));
  // Outside of code nothing of it is left as markup, and no line is very long.
  expect(markdown.replaceAll(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '')).not.toContain('<img');
  expect(Math.max(...markdown.split('\n').map(({ length }) => length))).toBeLessThan(700);
});

test('of two that are the same', async () => {
  const image = await open(smallImage, { tag: 'web:1' });
  const markdown = markdownOf(image, image);
  expect(markdown).toContain('> These are the same image: both have one id.');
  expect(markdown).toContain('All 4 layers are shared.');
  expect(markdown).not.toContain('What changed most');
});

test('is offered where two images were compared only', () => {
  expect(compareMarkdown.isOffered?.(reportOf())).toBe(false);
  expect(textOf(compareMarkdown, reportOf())).toBe('');
});
