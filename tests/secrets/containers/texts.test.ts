import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { notebook } from '../../../src/secrets/containers/notebook.ts';
import { pythonCache, stringsOf } from '../../../src/secrets/containers/python-cache.ts';
import { tarGz } from '../../../src/secrets/containers/tar-gz.ts';
import { rawTar } from '../../archive/raw-tar.ts';
import { joined, latin1, openAll, textOf } from '../support.ts';

describe('compiled Python', () => {
  // DATABASE_URL = "postgresql://report:made-up-word@db.internal:5432/reports"; SHORT = "abc"; PASSWORD = "made-up words\nof
  // two lines", compiled by Python 3.11.
  const compiled = Uint8Array.from(
    Buffer.from(
      'pw0NCgAAAACvwQdrggAAAOMAAAAAAAAAAAAAAAABAAAAAAAAAPMSAAAAlwBkAFoAZAFaAWQCWgJkA1MAKQR6OXBvc3RncmVzcWw6Ly9yZXBvcnQ6bWFkZS11cC13b3JkQGRiLmludGVybmFsOjU0MzIvcmVwb3J0c9oDYWJjehptYWRlLXVwIHdvcmRzCm9mIHR3byBsaW5lc04pA9oMREFUQUJBU0VfVVJM2gVTSE9SVNoIUEFTU1dPUkSpAPMAAAAA+hAvc3J2L3NldHRpbmdzLnB5+gg8bW9kdWxlPnIJAAAAAQAAAHMYAAAA8AMBAQHYD0qADNgIDYAF2AsogAiACIAIcgcAAAA=',
      'base64',
    ),
  );

  test('is told by its name and the end of its magic number', () => {
    expect(pythonCache.selects('/srv/__pycache__/settings.cpython-311.pyc', compiled)).toBe(true);
    expect(pythonCache.selects('/srv/settings.pyc', latin1('text'))).toBe(false);
    expect(pythonCache.selects('/srv/settings.bin', compiled)).toBe(false);
  });

  test('gives its strings as lines', async () => {
    const { inside, texts } = await openAll(pythonCache, compiled);
    const lines = texts['']!.split('\n');
    expect(lines).toContain('postgresql://report:made-up-word@db.internal:5432/reports');
    expect(texts['']).toContain('made-up words\nof two lines\n');
    expect(inside[0]).toMatchObject({ kind: 'code', hasLines: false });
  });

  test.each([
    ['of one byte of length', latin1('\xfa\x08password'), 'password\n'],
    ['of Python 2', latin1('s\x08\0\0\0passwords\x09\0\0\0password2'), 'password\npassword2\n'],
    ['in UTF-8', latin1('u\x09\0\0\0p\xc3\xa4ssword'), 'p\xc3\xa4ssword\n'],
    ['that are cut', latin1('u\x0f\0\0\0password'), ''],
    ['that only seem to begin', latin1('z\x0fpass\0z\x08password'), 'password\n'],
    ['that are short', latin1('z\x03abc'), ''],
    ['of which there are none', new Uint8Array(0), ''],
  ])('strings %s', (_, bytes, expected) => {
    expect(textOf(stringsOf(bytes))).toBe(expected);
  });

  test('whose strings seem to begin at every byte takes a moment', () => {
    const hostile = latin1(`${'z\x7ez\x7d'.repeat(31)}\0`.repeat(40_000));
    const start = performance.now();
    stringsOf(hostile);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('a Jupyter notebook', () => {
  const cells = [
    { cell_type: 'code', source: ['import os\n', 'key = "a"b"\n'], outputs: [{ text: ['one\n', 'two'] }] },
    { cell_type: 'code', source: 'print(1)', outputs: [{ data: { 'text/plain': "'out'", 'image/png': 'iVBOR' } }] },
  ];
  const open = (value: unknown) => openAll(notebook, latin1(JSON.stringify(value)));

  test('is told by its name', () => {
    expect(notebook.selects('/srv/a.ipynb', latin1('{}'))).toBe(true);
    expect(notebook.selects('/srv/a.json', latin1('{}'))).toBe(false);
  });

  test('gives its cells with their own lines and quotes, pictures left out, and the rest', async () => {
    expect(await open({ cells, metadata: { title: 'T' } })).toMatchObject({
      texts: {
        'cell 1': 'import os\nkey = "a"b"\n\ncode\none\ntwo',
        'cell 2': "print(1)\ncode\n'out'",
        '': 'T',
      },
      isWhole: true,
    });
    const older = { worksheets: [{ cells: [{ input: ['a\n', 'b'] }] }] };
    expect((await open(older)).texts['']).toBe('a\nb');
  });

  test('that is no JSON is a text; one that is too deep is told as not whole', async () => {
    expect((await openAll(notebook, latin1('{"cells": ['))).texts).toEqual({ '': '{"cells": [' });
    const deep = latin1(`{"cells":["first"],"x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`);
    expect(await openAll(notebook, deep)).toMatchObject({ isWhole: false, texts: { 'cell 1': 'first' } });
    for (const odd of ['null', '[1]', '"text"', '{"cells":{"source":null}}']) {
      expect((await openAll(notebook, latin1(odd))).isWhole).toBe(true);
    }
  });
});

describe('tars and what gzip packed', () => {
  const tar = joined(
    rawTar([
      { name: 'etc/', type: '5' },
      { name: 'etc/app.conf', body: 'password=x' },
      { name: 'link', type: '2', link: 'etc' },
      { name: 'b.txt', body: 'b'.repeat(2000) },
    ]),
    new Uint8Array(1024),
  );
  const zipped = Uint8Array.from(gzipSync(tar));
  const whole = { 'etc/app.conf': 'password=x', 'b.txt': 'b'.repeat(2000) };

  test('are told by their first bytes', () => {
    expect(tarGz.selects('/a', tar)).toBe(true);
    expect(tarGz.selects('/a', zipped)).toBe(true);
    expect(tarGz.selects('/a.tar.gz', latin1('a text'))).toBe(false);
    expect(tarGz.selects('/a', new Uint8Array(1024))).toBe(false);
  });

  test.each([
    ['a tar', tar],
    ['a gzipped tar', zipped],
    [
      'one of two members',
      joined(Uint8Array.from(gzipSync(tar.subarray(0, 700))), Uint8Array.from(gzipSync(tar.subarray(700)))),
    ],
  ])('%s gives its files', async (_, bytes) => {
    expect(await openAll(tarGz, bytes)).toMatchObject({ texts: whole, isWhole: true });
  });

  test('a gzipped file gives its text', async () => {
    const bytes = Uint8Array.from(gzipSync('password=x'));
    const [head, rest] = [bytes.subarray(0, 3), bytes.subarray(4, 10)];
    const named = joined(head, Uint8Array.of(8), rest, latin1('app.conf\0'), bytes.subarray(10));
    const full = joined(head, Uint8Array.of(2 + 4 + 16), rest, latin1('\x03\0abcnote\0##'), bytes.subarray(10));
    for (const one of [bytes, named, full]) {
      expect(await openAll(tarGz, one)).toMatchObject({ texts: { '': 'password=x' }, isWhole: true });
    }
  });

  test('cut, they give what is there and say so', async () => {
    const cut = await openAll(tarGz, tar.subarray(0, 1800));
    expect(cut).toMatchObject({ isWhole: false, texts: { 'etc/app.conf': 'password=x' } });
    expect((await openAll(tarGz, zipped.subarray(0, 100))).isWhole).toBe(false);
  });

  // Those that the browser's decoder is asked for, and what it refuses.
  describe('large ones', () => {
    const bytes = Buffer.from(Array.from({ length: 150_000 }, (_, at) => Math.imul(at * at + 1, 0x9e3779b1) >>> 24));
    const large = Uint8Array.from(gzipSync(bytes));
    const member = (from: number, to?: number): Uint8Array => Uint8Array.from(gzipSync(bytes.subarray(from, to)));
    const otherSum = Uint8Array.from(large);
    otherSum[large.length - 6]! ^= 1;

    test.each([
      ['a member', large],
      ['two members', joined(member(0, 70_000), member(70_000))],
      ['a member with something behind it', joined(large, latin1('signature'))],
      ['a member whose sum is another one', otherSum],
    ])('%s gives all of it', async (_, one) => {
      expect(one.length).toBeGreaterThan(16_384);
      const { texts, isWhole } = await openAll(tarGz, one);
      expect(texts[''] === bytes.toString('latin1')).toBe(true);
      expect(isWhole).toBe(true);
    });

    test('cut, it gives what is there, and at the limit no more', async () => {
      const cut = await openAll(tarGz, large.subarray(0, large.length - 1000));
      expect(cut.isWhole).toBe(false);
      expect(cut.bytesOut).toBeGreaterThan(100_000);
      // The last ones may be made of bits that are not there.
      expect(bytes.toString('latin1').startsWith(cut.texts['']!.slice(0, -8))).toBe(true);
      const limited = await openAll(tarGz, large, 100_000);
      expect(limited).toMatchObject({ bytesOut: 100_000, isWhole: false });
    });
  });

  test('a bomb ends at the limit', async () => {
    const bomb = Uint8Array.from(gzipSync(Buffer.alloc(50_000_000)));
    const { bytesOut, isWhole } = await openAll(tarGz, bomb);
    expect({ bytesOut, isWhole }).toEqual({ bytesOut: 1_000_000, isWhole: false });
  });
});
