import { describe, expect, test } from 'vitest';
import {
  isOsvZip,
  type OsvZip,
  type OsvZipOptions,
  readOsvZip,
} from '../../../src/analysis/vulnerabilities/dropped-osv.ts';
import { affectedPackage, osvJson, range } from '../../support/osv-json.ts';
import { makeZip, type ZippedFile } from '../../support/osv-zip.ts';

const all = { wants: () => true };
const file = (id: string, parts: object = {}, more: Partial<ZippedFile> = {}): ZippedFile => ({
  name: `${id}.json`,
  text: JSON.stringify(osvJson({ id, ...parts })),
  ...more,
});

async function read(files: readonly ZippedFile[], options: OsvZipOptions = all): Promise<OsvZip> {
  const result = await readOsvZip(makeZip(files), options);
  if (result.kind !== 'osv') throw new Error(result.reason);
  return result;
}

const idsOf = (zip: OsvZip, part = 'npm', name = 'left'): string[] =>
  zip.collection
    .lookup(part)
    .entriesOf(name)
    .map(({ advisory }) => advisory.ids.at(-1) as string);

describe('an all.zip', () => {
  test('deflated and stored records, withdrawn ones counted', async () => {
    const zip = await read([
      file('A'),
      file('B', {}, { stored: true }),
      file('C', { withdrawn: '2026-01-01T00:00:00Z' }),
    ]);
    expect(idsOf(zip)).toEqual(['A', 'B']);
    expect(zip).toMatchObject({ records: 2, withdrawn: 1, problems: [] });
    expect(zip.collection.date).toBe('2026-01-02T03:04:05Z');
  });

  test('keeps what is wanted, and tells of every ecosystem that it speaks of', async () => {
    const other = { affected: [affectedPackage('Debian:12', 'right')] };
    const zip = await read([file('A'), file('B', other)], { wants: (part, name) => part === 'npm' && name === 'left' });
    expect(Object.fromEntries(zip.advisories)).toEqual({ npm: 1, 'Debian:12': 1 });
    expect([idsOf(zip), idsOf(zip, 'Debian:12', 'right')]).toEqual([['A'], []]);
  });

  test('malicious packages as names', async () => {
    const zip = await read([file('MAL-1', { affected: [affectedPackage('npm', 'evil', { ranges: [range('0')] })] })]);
    expect(zip.collection.lookup('npm').isMalicious('evil')).toBe(true);
    expect(zip.collection.lookup('npm').entriesOf('evil')).toEqual([]);
  });

  test('tells how far it is, and can be cancelled', async () => {
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    await expect(read([file('A')], { ...all, onProgress })).resolves.toBeDefined();
    await expect(read([file('A')], { ...all, signal: controller.signal })).rejects.toThrow(/abort/i);
  });
});

describe('what is wrong in it is told, and the rest is used', () => {
  const zeros = new Uint8Array(40_000_000);
  test.each<[string, ZippedFile, string]>([
    ['other JSON', { name: 'x.json', text: '{"name":"x"}' }, 'x.json has no id'],
    ['no JSON', { name: 'x.json', text: 'hello' }, 'x.json is no JSON'],
    ['nested 200,000 deep', { name: 'x.json', text: '['.repeat(200_000) }, 'x.json is n'],
    ['a bomb that says so', { name: 'x.json', text: zeros }, 'x.json is larger than any record'],
    [
      'a bomb that says otherwise',
      { name: 'x.json', text: zeros, says: { size: 500 } },
      'x.json unpacks to more than it says',
    ],
    [
      'another compression',
      { name: 'x.json', text: 'x', says: { method: 12 as 8 } },
      'x.json is compressed by method 12',
    ],
    ['damage', { name: 'x.json', text: '\xff\xff\xff', stored: true, says: { method: 8 } }, 'x.json is damaged'],
    ['a file inside of another', file('X', {}, { says: { offset: 10 } }), 'X.json lies inside of another file'],
    [
      'a place behind the end',
      file('X', {}, { says: { offset: 90_000_000 } }),
      'X.json is not where the list of files says',
    ],
    ['a name with ../ and controls', { name: '../\u001bx.json', text: '1' }, '../\u001bx.json is no JSON object'],
  ])('%s', async (_, bad, first) => {
    const zip = await read([file('A'), bad]);
    expect(idsOf(zip)).toEqual(['A']);
    expect(zip.problems).toHaveLength(1);
    expect(zip.problems[0]).toMatch(/^Of its files 1 could not be used; the first: /);
    expect(zip.problems[0]).toContain(first);
  });

  test('what stands behind a damaged one is read', async () => {
    const damaged = { name: 'x.json', text: '\xff\xff\xff', stored: true, says: { method: 8 } } as const;
    expect(idsOf(await read([file('A'), damaged, file('B')]))).toEqual(['A', 'B']);
  });

  test('ranges that are impossible', async () => {
    const zip = await read([
      file('A', {
        affected: [affectedPackage('npm', 'left', { ranges: [{ type: 'SEMVER', events: [{ fixed: '1' }] }] })],
      }),
    ]);
    expect(idsOf(zip)).toEqual([]);
    expect(zip.problems).toEqual(['Ranges of versions without usable bounds were left out: 1.']);
  });

  test('__proto__ as a package and as a key', async () => {
    const text =
      '{"id":"P","__proto__":{"x":1},"affected":[{"package":{"ecosystem":"npm","name":"__proto__"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"}]}]}]}';
    const zip = await read([{ name: 'P.json', text }]);
    expect(idsOf(zip, 'npm', '__proto__')).toEqual(['P']);
    expect('x' in {}).toBe(false);
  });

  test('more files than are read, more bytes than are unpacked', async () => {
    const files = ['A', 'B', 'C'].map((id) => file(id));
    const few = await read(files, { ...all, limits: { entries: 2 } });
    expect([idsOf(few), few.problems]).toEqual([['A', 'B'], ['It has more than 2 files; the rest was not read.']]);
    const small = await read(files, { ...all, limits: { bytes: 10 } });
    expect([idsOf(small), small.problems]).toEqual([
      ['A'],
      ['It unpacks to more than 10 bytes; the rest was not read.'],
    ]);
  });
});

describe('what is no zip of OSV', () => {
  const jsons = Array.from({ length: 50 }, (_, at) => ({ name: `${at}.json`, text: '{"name":"x","version":"1"}' }));
  test.each<[string, Blob, RegExp]>([
    ['other JSON', makeZip(jsons), /None of its first files is an OSV record: 0.json has no id/],
    ['no JSON', makeZip([{ name: 'a.txt', text: 'x' }]), /It holds no OSV records/],
    ['an empty zip', makeZip([]), /It holds no OSV records/],
    ['no zip', new Blob(['PK but no zip']), /no end of a zip file/],
    ['nothing', new Blob([]), /no end of a zip file/],
  ])('%s', async (_, blob, reason) => {
    const result = await readOsvZip(blob, all);
    expect(result.kind === 'not-osv' && result.reason).toMatch(reason);
    expect(result.kind === 'not-osv' && result.reason).toMatch(/Drop an all\.zip/);
    expect(await isOsvZip(blob)).toBe(false);
  });

  test('a zip that was cut off', async () => {
    const whole = makeZip([file('A'), file('B')]);
    expect(await readOsvZip(whole.slice(0, whole.size - 30), all)).toMatchObject({ kind: 'not-osv' });
  });

  test('a list of files that is damaged in its middle: what stands before was read', async () => {
    const bytes = new Uint8Array(await makeZip([file('A'), file('B')]).arrayBuffer());
    const second = Buffer.from(bytes).lastIndexOf('PK\x01\x02', undefined, 'latin1');
    bytes[second + 2] = 0;
    const result = await readOsvZip(new Blob([bytes]), all);
    expect(result).toMatchObject({ kind: 'osv', records: 1, problems: ['It has a damaged list of files.'] });
  });

  test('a record among the first files is enough', async () => {
    expect(await isOsvZip(makeZip([{ name: 'readme.txt', text: '' }, ...jsons.slice(0, 3), file('A')]))).toBe(true);
  });
});
