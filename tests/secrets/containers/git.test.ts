import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { gitObject } from '../../../src/secrets/containers/git-object.ts';
import { gitPack } from '../../../src/secrets/containers/git-pack.ts';
import { joined, latin1, openAll } from '../support.ts';

const path = '/app/.git/objects/53/d5e3161aa80c39502be08a36d199dba2e7cbed';
const object = (type: string, text: string): Uint8Array =>
  Uint8Array.from(deflateSync(`${type} ${text.length}\0${text}`));
const dockerfile = 'FROM node:20\n# once\nENV API_KEY=abc\nRUN npm ci && \\\n    rm -rf /tmp/x\n';
const program = 'const key = "abc";\nfunction run() {\n  return key;\n}\n';

describe('an object of git', () => {
  test('is told by its path and its zlib header', () => {
    const bytes = object('blob', 'x');
    expect(gitObject.selects(path, bytes)).toBe(true);
    expect(gitObject.selects(`/srv/app.git/objects/00/${'a'.repeat(62)}`, bytes)).toBe(true);
    expect(gitObject.selects('/app/.git/index', bytes)).toBe(false);
    expect(gitObject.selects(path, latin1('a text'))).toBe(false);
  });

  test.each([
    ['blob', dockerfile, 'settings'],
    ['blob', 'DB_PASS=x\n\n# for tests\nexport DB_USER=y\n', 'settings'],
    ['blob', program, 'code'],
    ['commit', 'tree 53d5\nauthor A\n\nAdd the key', 'code'],
    ['tree', '100644 .env\0abcdefghijklmnopqrst', 'binary'],
  ])('gives the content of a %s without its header', async (type, text, kind) => {
    const { inside, texts, isWhole } = await openAll(gitObject, object(type, text));
    expect(texts).toEqual({ '': text });
    expect(inside[0]!.kind).toBe(kind);
    expect(isWhole).toBe(true);
  });

  test('cut or damaged, gives what stands before', async () => {
    const long = Array.from({ length: 5000 }, (_, line) => `A${line}=${line * 7919}`).join('\n');
    const bytes = object('blob', long);
    const cut = await openAll(gitObject, bytes.subarray(0, bytes.length >> 1));
    expect(cut.isWhole).toBe(false);
    expect(cut.bytesOut).toBeGreaterThan(1000);
    // The last code may be cut itself, and be read as a copy of some hundred characters.
    expect(long.startsWith(cut.texts['']!.slice(0, -300))).toBe(true);
  });

  test('of zeros alone, ends at the limit', async () => {
    const bomb = Uint8Array.from(deflateSync(Buffer.alloc(100_000_000)));
    const { bytesOut, isWhole } = await openAll(gitObject, bomb, 1_000_000);
    expect({ bytesOut, isWhole }).toEqual({ bytesOut: 1_000_000, isWhole: false });
  });
});

describe('a pack of git', () => {
  /** The first byte has the type and four bits of the length, those behind seven each. */
  const entry = (type: number, bytes: Uint8Array, base: readonly number[] = []): Uint8Array => {
    const header = [(type << 4) | (bytes.length & 15)];
    for (let rest = bytes.length >> 4; rest > 0; rest >>= 7) {
      header[header.length - 1]! |= 0x80;
      header.push(rest & 0x7f);
    }
    return joined(Uint8Array.from([...header, ...base]), Uint8Array.from(deflateSync(bytes)));
  };
  const pack = (count: number, ...entries: readonly Uint8Array[]): Uint8Array =>
    joined(latin1('PACK'), Uint8Array.of(0, 0, 0, 2, 0, 0, 0, count), ...entries, new Uint8Array(20));
  const [commit, blob, offsetDelta, refDelta] = [1, 3, 6, 7];
  const hash = Array.from({ length: 20 }, (_, at) => at);

  test('is told by its name and magic', () => {
    expect(gitPack.selects('/a/.git/objects/pack/pack-1.pack', pack(0))).toBe(true);
    expect(gitPack.selects('/a/texture.pack', latin1('a text that is none'))).toBe(false);
  });

  test('gives its objects, and of differences what they add', async () => {
    const first = entry(commit, latin1('tree 1\n\nBegin'));
    const bytes = pack(
      4,
      first,
      entry(blob, latin1(dockerfile.repeat(20))),
      entry(offsetDelta, latin1('+KEY=1'), [0x81, 5]),
      entry(refDelta, latin1('+KEY=2'), hash),
    );
    const { inside, isWhole } = await openAll(gitPack, bytes);
    expect(inside.map(({ name }) => name.replace(/\d+/, '…'))).toEqual([
      'commit at …',
      'blob at …',
      'difference at …',
      'difference at …',
    ]);
    expect(inside[1]!.name).toBe(`blob at ${12 + first.length}`);
    expect(inside.map(({ kind }) => kind)).toEqual(['code', 'settings', 'binary', 'binary']);
    expect(Buffer.from(inside[3]!.bytes).toString()).toBe('+KEY=2');
    expect(isWhole).toBe(true);
  });

  test('cut, damaged, of more objects than there are or of too many bytes, says so', async () => {
    const one = entry(blob, latin1(dockerfile));
    const bad = one.slice();
    bad.fill(0xff, 8, 14);
    for (const bytes of [
      pack(9, one),
      pack(1, one).subarray(0, 30),
      pack(2, one, bad),
      pack(1, entry(5, latin1('x'))),
    ]) {
      expect((await openAll(gitPack, bytes)).isWhole).toBe(false);
    }
    const bomb = entry(blob, new Uint8Array(20_000_000));
    const { bytesOut, isWhole } = await openAll(gitPack, pack(3, one, bomb, one), 5_000_000);
    expect({ bytesOut, isWhole }).toEqual({ bytesOut: 5_000_000, isWhole: false });
  });
});
