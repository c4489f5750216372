import { expect, test } from 'vitest';
import { changesCsv } from '../../src/export/changes-csv.ts';
import { csvLine } from '../../src/export/csv.ts';
import type { ExportFormat } from '../../src/export/export-format.ts';
import { filesCsv } from '../../src/export/files-csv.ts';
import { buildHostile, openMade, reportOf, smallImage } from '../report/sample-report.ts';
import type { OpenedImage } from '../support/open-image.ts';

const write = (format: ExportFormat, ...images: Pick<OpenedImage, 'report' | 'rootfs'>[]): string =>
  [
    ...format.write({
      report: reportOf(...images.map(({ report }) => report)),
      rootfs: images.map(({ rootfs }) => rootfs),
      texts: [],
    }),
  ].join('');

/** A reader of RFC 4180 that shares nothing with the writer. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const row: string[] = [];
    for (;;) {
      let cell = '';
      if (text[at] === '"') {
        for (at++; !(text[at] === '"' && text[at + 1] !== '"'); at++) {
          if (at >= text.length) throw new Error('an open quote');
          if (text[at] === '"') at++;
          cell += text[at]!;
        }
        at++;
      } else {
        const end = /[,\r]/g;
        end.lastIndex = at;
        const next = end.exec(text)!.index;
        cell = text.slice(at, next);
        if (/["\n]/.test(cell)) throw new Error(`not quoted: ${cell}`);
        at = next;
      }
      row.push(cell);
      if (text[at] !== ',') break;
      at++;
    }
    if (text.slice(at, at + 2) !== '\r\n') throw new Error(`no line end at ${at}`);
    at += 2;
    rows.push(row);
  }
  return rows;
}

test.each([
  [['a', 1], 'a,1\r\n'],
  [['a,b', 'say "hi"', ''], '"a,b","say ""hi""",\r\n'],
  [['=1+1', '+1', '-1', '@x'], "'=1+1,'+1,'-1,'@x\r\n"],
  [[-1, '\t=1', '\r=1'], "-1,'\\t=1,'\\u{D}=1\r\n"],
  [['a\nb', '=a,b'], 'a\\nb,"\'=a,b"\r\n'],
  [['caf\udce9', 'caf\udce8', '\u202egnp'], 'caf\\xE9,caf\\xE8,\\u{202E}gnp\r\n'],
])('%j', (cells, line) => {
  expect(csvLine(cells)).toBe(line);
});

test('the files of the final tree, in order', async () => {
  const opened = await openMade(smallImage);
  const [head, ...rows] = readCsv(write(filesCsv, opened));
  expect(head).toEqual(['image', 'path', 'type', 'size', 'mode', 'uid', 'gid', 'modified', 'link', 'layer', 'kind']);
  expect(new Set(rows.map(([image]) => image))).toEqual(new Set(['web:1.4 linux/arm64/v8']));
  expect(rows.map((row) => row.slice(1).join(' '))).toMatchInlineSnapshot(`
    [
      "/bin directory 0 0755 0 0 1970-01-01T00:00:00Z  0 added",
      "/bin/busybox file 2000 0755 0 0 2023-11-14T22:13:20Z  0 added",
      "/bin/sh hardlink 0 0777 0 0 2023-11-14T22:13:20Z bin/busybox 0 added",
      "/etc directory 0 0755 0 0 2023-11-14T22:13:20Z  0 added",
      "/etc/passwd file 300 0644 0 0 2023-11-14T22:13:20Z  0 added",
      "/srv directory 0 0755 0 0 1970-01-01T00:00:00Z  1 added",
      "/srv/app.js file 9000 0644 1001 1001 2023-11-14T22:13:20Z  3 modified",
      "/srv/logo.png file 4 0644 0 0 2023-11-14T22:13:20Z  1 added",
      "/srv/public directory 0 0755 0 0 1970-01-01T00:00:00Z  1 added",
      "/srv/public/logo.png file 4 0644 0 0 2023-11-14T22:13:20Z  1 added",
      "/var directory 0 0755 0 0 1970-01-01T00:00:00Z  0 added",
    ]
  `);
});

test('the sizes are those of the report', async () => {
  const opened = await openMade(smallImage);
  const rows = readCsv(write(filesCsv, opened)).slice(1);
  expect(rows.reduce((sum, row) => sum + Number(row[3]), 0)).toBe(opened.report.sizes.visible);
});

test('what every layer changed, what it removed too', async () => {
  const opened = await openMade(smallImage);
  const [head, ...rows] = readCsv(write(changesCsv, opened));
  expect(head).toEqual(['image', 'layer', 'kind', 'path', 'size']);
  expect(rows.filter(([, layer]) => layer === '2').map((row) => row.slice(2))).toEqual([
    ['removed', '/srv/.env', '0'],
    ['removed', '/var/cache/index', '0'],
  ]);
  for (const layer of opened.report.layers) {
    const kinds = rows.filter(([, index]) => index === String(layer.index)).map(([, , kind]) => kind);
    expect(kinds.length).toBe(layer.added + layer.modified + layer.removed);
  }
});

test('several images follow each other', async () => {
  const [one, two] = [await openMade(smallImage, { tag: 'one:1' }), await openMade(smallImage, { tag: 'two:2' })];
  const names = readCsv(write(filesCsv, one, two)).map(([image]) => image);
  expect(new Set(names.slice(1)).size).toBe(2);
  expect(write(filesCsv)).toMatch(/^image,[a-z,]+\r\n$/);
});

test('hostile names can be read back, and none is a formula', () => {
  const text = write(changesCsv, buildHostile());
  const rows = readCsv(text);
  expect(rows.every((row) => row.length === 5)).toBe(true);
  expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  expect(text).not.toMatch(/[\u0000-\u0009\u000b\u000c\u000e-\u001f\u202a-\u202e]|\p{Cs}/u); // eslint-disable-line no-control-regex
  expect(rows.map((row) => row[3])).toContain('/caf\\xE9\\u{202E}gnp.exe');
});
