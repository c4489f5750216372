import { expect, test } from 'vitest';
import { markdown } from '../../src/export/markdown.ts';
import { buildContextReport } from '../../src/report/context-report.ts';
import { auditOf, folderOf } from '../support/build-context.ts';
import { reportOf, textOf } from './sample-report.ts';

const files = {
  Dockerfile: 'FROM a\nCOPY . .\n',
  '.dockerignore': '.git\n',
  '.env': 10,
  '.git/HEAD': 20,
  'a`|b.pem': 30,
};

test('the report of a folder', () => {
  const { sent, ...report } = buildContextReport('shop', auditOf(folderOf(files)));
  expect(report).toEqual({ folder: 'shop', files: 5, bytes: 81, risky: ['a`|b.pem', '.env'] });
  expect(sent.now).toEqual({ files: 4, bytes: 61 });
});

test('the Markdown summary tells of it, names as they are', () => {
  const report = buildContextReport('my <shop>', auditOf(folderOf(files)));
  const text = textOf(markdown, { ...reportOf(), contexts: [report] });
  expect(text).toContain('## Build context my \\<shop\\>');
  expect(text).toContain('| sent to the builder now | 4 | 61 B |');
  expect(text).toContain('- `` a`\\|b.pem ``');
  expect(text).not.toContain('.git');
});
