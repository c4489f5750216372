import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { json } from '../../src/export/json.ts';
import { codeSpan, escapeMarkdown } from '../../src/export/markdown-text.ts';
import { markdown } from '../../src/export/markdown.ts';
import { problemOf } from '../../src/report/build-report.ts';
import type { Report } from '../../src/report/report.ts';
import {
  batch,
  fullInput,
  hostile,
  imageInput,
  inputOf,
  finding as make,
  written as writtenBy,
} from './sample-findings.ts';
import { buildHostile, openMade, reportOf, smallImage, textOf, withChanges } from '../report/sample-report.ts';

const golden = join(import.meta.dirname, '../golden/export');

async function smallReport(): Promise<Report> {
  const opened = await openMade(smallImage, {
    config: { User: 'app', Cmd: ['node', 'app.js'], Labels: { maintainer: 'someone' } },
  });
  return {
    ...reportOf(withChanges(opened)),
    problems: [problemOf({ kind: 'truncated', fileName: 'other.tar', offset: 1024 })],
  };
}

// One file per case, to be read in a review; vitest -u writes them anew.
test('the Markdown summary of a small image', async () => {
  await expect(textOf(markdown, await smallReport())).toMatchFileSnapshot(join(golden, 'small-image.md'));
});

test('the JSON report of a small image', async () => {
  await expect(textOf(json, await smallReport())).toMatchFileSnapshot(join(golden, 'small-image.json'));
});

test.each([
  ['plain text', 'plain text'],
  ['<img src=x onerror=alert(1)>', '\\<img src=x onerror=alert(1)\\>'],
  ['a|b', 'a\\|b'],
  ['`code`', '\\`code\\`'],
  ['# title', '\\# title'],
  ['1. item', '1\\. item'],
  ['[x](javascript:y)', '\\[x\\](javascript:y)'],
  ['&lt;', '\\&lt;'],
  ['two\nlines', 'two\\\\nlines'],
  ['@someone', '\\@someone'],
  ['#12', '\\#12'],
  ['- item', '\\- item'],
  ['https://a.test and www.a.test', 'https\\://a.test and www\\.a.test'],
  ['docker.io/library/web-1:2', 'docker.io/library/web-1:2'],
])('%j as text is %j', (text, escaped) => {
  expect(escapeMarkdown(text)).toBe(escaped);
});

test.each([
  ['a', '`a`'],
  ['a`b', '`` a`b ``'],
  ['``', '``` `` ```'],
  ['a|b', '`a\\|b`'],
  ['a\nb', '`a\\nb`'],
])('%j as code is %j', (text, span) => {
  expect(codeSpan(text)).toBe(span);
});

/** What is left of a line of Markdown when its code spans and escaped characters are taken out (CommonMark 6.1, 2.4). */
function bareText(line: string): string {
  let bare = '';
  for (let at = 0; at < line.length;) {
    if (line[at] === '\\') {
      at += 2;
      continue;
    }
    const fence = /^`+/.exec(line.slice(at))?.[0];
    if (!fence) {
      bare += line[at++];
      continue;
    }
    const close = new RegExp(`(?<!\`)${fence}(?!\`)`).exec(line.slice(at + fence.length));
    expect(close, `an open code span in ${line}`).not.toBeNull();
    at += fence.length + close!.index + fence.length;
  }
  return bare;
}

/** Cells of a table row: a pipe counts unless a backslash stands before it, in code spans too (GFM 4.10). */
const cells = (row: string): number => row.replaceAll(/\\[^]/g, '').split('|').length - 2;

describe('hostile names, labels and commands stay text', () => {
  const written = textOf(markdown, {
    ...reportOf(buildHostile().report),
    problems: [problemOf({ kind: 'empty-file', fileName: '<script>alert(1)</script>\n# title' })],
  });
  const lines = written.split('\n');

  test('no markup outside of code spans', () => {
    for (const line of lines) {
      if (/^\| (?:---|#)/.test(line)) continue;
      const bare = bareText(line.replace(/^#+ |^- /, ''));
      expect(bare).not.toMatch(/[<>[\]`*_#]/);
    }
  });

  test('no name breaks a line or a table', () => {
    const tables = written.split('\n\n').filter((part) => part.startsWith('|'));
    expect(tables).toHaveLength(4);
    for (const table of tables) {
      const rows = table.split('\n');
      expect(rows.every((row) => row.startsWith('| ') && row.endsWith(' |'))).toBe(true);
      expect(new Set(rows.map(cells)).size).toBe(1);
    }
    expect(lines.filter((line) => line.startsWith('# '))).toEqual(['# Image audit']);
  });

  test('nothing unseen is left: neither controls, nor bidirectional marks, nor lone surrogates', () => {
    expect(written).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e]|\p{Cs}/u); // eslint-disable-line no-control-regex
    expect(written).toContain('\\u{202E}');
  });
});

test('the tags beyond the first are named; of very many the first', async () => {
  const [image] = (await smallReport()).images;
  const written = (tags: string[]): string => textOf(markdown, reportOf({ ...image!, reference: 'web:1', tags }));
  expect(written(['web:1'])).not.toContain('also tagged');
  expect(written(['web:1', 'web:latest', 'w|eb`:2'])).toContain('| also tagged | `web:latest`, `` w\\|eb`:2 `` |');
  expect(written(Array.from({ length: 1000 }, (_, index) => `web:${index}`))).toContain('`web:0`, `web:2`, ');
  expect(written(Array.from({ length: 1000 }, (_, index) => `web:${index}`))).toContain('`web:20`, and 979 more |');
});

test('a Dockerfile with backticks stays in its block', () => {
  const text = 'FROM debian\n# ```\n# ````\nRUN true\n';
  const change = {
    id: 'a',
    title: 'T',
    why: 'W',
    lines: [1],
    saves: 1500,
    evidence: 'e',
    risk: 'test' as const,
    test: 'S',
  };
  const dockerfile = {
    file: 'Dockerfile',
    findings: [],
    stages: [],
    dockerignore: null,
    secrets: [],
    optimized: { text, changes: [change] },
  };
  const written = textOf(markdown, { ...reportOf(), dockerfiles: [dockerfile] });
  expect(written).toContain(`\`\`\`\`\`dockerfile\n${text}\`\`\`\`\`\n`);
  expect(written).toContain('| T | 1.50 kB | W | S |');
});

test('no images, no findings: still a report', () => {
  const dockerfile = { file: 'Dockerfile', findings: [], stages: [], dockerignore: null, optimized: null, secrets: [] };
  expect(textOf(markdown, { ...reportOf(), dockerfiles: [dockerfile] })).toContain('No findings.');
});

describe('findings', () => {
  const rows = (text: string, title: string): string[] =>
    text
      .slice(text.indexOf(`\n${title}\n`))
      .split('\n\n')[1]!
      .split('\n')
      .slice(2);

  test('with their exact places, the codes of other sources, and fixes', () => {
    expect(rows(writtenBy(markdown, fullInput()), '## services/web/Dockerfile')).toEqual([
      '| 2:5–11 | error | DL3020 | ADD copies plain local files (fix: Write COPY) |',
      '| 3:10–12 | info | SC2086, also PL1001 | Double quote to prevent globbing and word splitting. |',
      '| 3 | style | SC2005 | ADD copies plain local files |',
      '|  | warning | JSONArgsRecommended | ADD copies plain local files |',
    ]);
  });

  test('a place over several lines', () => {
    const at = { line: 2, column: 5, endLine: 4, endColumn: 1 };
    const text = writtenBy(markdown, inputOf([{ file: 'a', findings: [make({ line: 2, at })] }]));
    expect(rows(text, '## a')[0]).toMatch(/^\| 2:5–4:1 \| error \| DL3020 \|/);
  });

  test('what each rule says, once', () => {
    const text = writtenBy(markdown, batch(3, 200));
    const help = text.slice(text.indexOf('## Rules')).split('\n\n')[1]!.split('\n');
    expect(new Set(help).size).toBe(help.length);
    expect(help[0]).toMatch(/^- \*\*[A-Z]\w+\*\*: \S/);
    expect(writtenBy(markdown, fullInput())).toContain(
      [
        '- **DL3020**: Why. What to do.',
        '- **JSONArgsRecommended**: Words.',
        '- **SC2086**: https\\://www\\.shellcheck.net/wiki/SC2086',
      ].join('\n'),
    );
  });

  test('several Dockerfiles are counted first', () => {
    expect(rows(writtenBy(markdown, fullInput()), '## Dockerfiles')).toEqual([
      '| services/web/Dockerfile | 1 | 1 | 1 | 1 |',
      '| Dockerfile | 0 | 0 | 0 | 0 |',
    ]);
    expect(writtenBy(markdown, inputOf([{ file: 'a', findings: [] }]))).not.toContain('## Dockerfiles');
  });

  test('of an image, with layer and path', async () => {
    expect(rows(writtenBy(markdown, await imageInput()), '### Findings')).toEqual([
      '|  |  | warning | CIS-DI-0001 | The user is root |',
      '| 3 | `/srv/app.js` | info | CIS-DI-0008 | setuid |',
    ]);
  });

  test('hostile names, messages and helps stay text', () => {
    const text = writtenBy(markdown, hostile());
    for (const line of text.split('\n')) {
      if (/^\| ---/.test(line)) continue;
      const bare = bareText(line.replace(/^#+ /, '').replace(/^- \*\*(.*?)\*\*: /, '$1'));
      expect(bare).not.toMatch(/[<>[\]`*_#]/);
    }
    for (const table of text.split('\n\n').filter((part) => part.startsWith('|'))) {
      expect(new Set(table.split('\n').map(cells)).size).toBe(1);
    }
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e]|\p{Cs}/u); // eslint-disable-line no-control-regex
  });
});
