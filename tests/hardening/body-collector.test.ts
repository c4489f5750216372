import { describe, expect, test } from 'vitest';
import { TarEntry } from '../../src/archive/tar-entry.ts';
import { BodyCollector, collectorLimits } from '../../src/hardening/body-collector.ts';
import { scanLayerSecrets, type FileVisitor, type SearchSizes } from '../../src/secrets/scan-layer-secrets.ts';
import { scanLayer } from '../../src/layer/scan-layer.ts';
import { elfBytes, type ElfShape } from '../support/elf-bytes.ts';
import { token } from '../secrets/support.ts';
import { makeTar, type TarItem } from '../support/make-archive.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const item = (name: string, body: Uint8Array | string, mode = 0o644): TarItem => ({
  header: { name, mode },
  body: typeof body === 'string' ? encode(body) : body,
});

const layerOf = (bytes: number) => ({
  index: 0,
  name: 'layer.tar',
  file: 0,
  range: { start: 0, end: bytes },
  compression: 'none' as const,
  digest: null,
  diffId: '',
  command: '',
  created: null,
});

async function search(tar: Uint8Array<ArrayBuffer>, visitor: FileVisitor, sizes?: SearchSizes) {
  return scanLayerSecrets(new Blob([tar]), layerOf(tar.length), { fileName: 'a.tar' }, undefined, sizes, [visitor]);
}

async function collect(items: readonly TarItem[], cut = 0) {
  const tar = await makeTar(items);
  const collector = new BodyCollector();
  const { isReadToEnd } = await search(tar.subarray(0, tar.length - cut), collector);
  return { ...collector.result(isReadToEnd), tar };
}

/** An entry as the reader gives it; the collector needs no more of it. */
function entry(offset: number, mode = 0o644): TarEntry {
  return Object.assign(new TarEntry(), { offset, mode });
}

describe('what the search for secrets shows', () => {
  const seen = async (bodies: readonly Uint8Array[], sizes?: SearchSizes) => {
    const files: [string, number, boolean][] = [];
    const tar = await makeTar(bodies.map((body, index) => item(`./d/f${index}`, body)));
    await search(tar, { onFile: (_, path, bytes, isWhole) => void files.push([path, bytes.length, isWhole]) }, sizes);
    return files;
  };

  test('files up to a piece as a whole, of larger ones the head', async () => {
    const zeros = (size: number) => new Uint8Array(size);
    expect(await seen([zeros(10), zeros(0), zeros(1_048_576), zeros(1_048_577), zeros(20_000_000)])).toEqual([
      ['/d/f0', 10, true],
      ['/d/f2', 1_048_576, true],
      ['/d/f3', 65_536, false],
      ['/d/f4', 65_536, false],
    ]);
  });

  test('a text that is searched as a whole is shown once', async () => {
    const text = encode('words and words\n'.repeat(100_000));
    expect(await seen([text])).toEqual([['/d/f0', 65_536, false]]);
  });

  test('entries stand where the table of files has them', async () => {
    const tar = await makeTar([item('a', '1'), item(`${'long/'.repeat(60)}b`, '2'), item('c', '3')]);
    const offsets: number[] = [];
    await search(tar, { onFile: ({ offset }) => void offsets.push(offset) });
    const { table } = await scanLayer(new Blob([tar]), layerOf(tar.length), 'a.tar');
    expect(offsets).toEqual([...table.offsets]);
  });

  test('the same secrets are found as without a visitor', async () => {
    const tar = await makeTar([
      item('app/.env', 'AWS_SECRET_ACCESS_KEY=wJa1rXUtnFEMI8K7MDENGbPxRfiCYzQ2LkHo9s4T\n'),
      item('bin/app', elfBytes()),
    ]);
    const blob = new Blob([tar]);
    const alone = await scanLayerSecrets(blob, layerOf(tar.length), { fileName: 'a.tar' });
    expect(alone.secrets.length).toBeGreaterThan(0);
    expect(await search(tar, new BodyCollector())).toEqual(alone);
  });

  test('where there are more secrets than are told, all files are still shown', async () => {
    const body = Array.from({ length: 100 }, (_, number) => token(number)).join('\n');
    const items = Array.from({ length: 102 }, (_, file) => item(`f${file}`, body));
    let files = 0;
    const tar = await makeTar([...items, item('etc/passwd', 'root:x:0:0::/:\n')]);
    const { secrets, isComplete, isReadToEnd } = await search(tar, { onFile: () => void files++ });
    expect([secrets.length, isComplete, isReadToEnd, files]).toEqual([10_000, false, true, 103]);
    const alone = await scanLayerSecrets(new Blob([tar]), layerOf(tar.length), { fileName: 'a.tar' });
    expect([alone.secrets.length, alone.isReadToEnd]).toEqual([10_000, false]);
  });
});

describe('what is kept', () => {
  test('texts, programs and scripts, each where its header stands', async () => {
    const { tar, ...bodies } = await collect([
      item('app/readme', 'nothing'),
      item('etc/passwd', 'root:x:0:0::/:\n'),
      item('./var/lib/dpkg/info/libc6:amd64.list', '/.\n/lib\n'),
      item('var/lib/dpkg/info/libc6.md5sums', 'no list'),
      item('var/lib/dpkg/status.d/libc6', 'no list'),
      item('var/lib/dpkg/status.d/libc6.md5sums', 'sums'),
      item('var/lib/pacman/local/a-1-1/desc', 'no list'),
      item('var/lib/pacman/local/a-1-1/files', '%FILES%\n'),
      item('usr/lib/apk/db/installed', 'P:a\n'),
      item('bin/app', elfBytes()),
      item('bin/run', '#!/bin/sh\n', 0o755),
    ]);
    const at = (name: string): number => Buffer.from(tar).indexOf(`${name}\0`);
    expect(bodies).toEqual({
      texts: [
        { entry: at('etc/passwd'), bytes: encode('root:x:0:0::/:\n') },
        { entry: at('./var/lib/dpkg/info/libc6:amd64.list'), bytes: encode('/.\n/lib\n') },
        { entry: at('var/lib/dpkg/status.d/libc6.md5sums'), bytes: encode('sums') },
        { entry: at('var/lib/pacman/local/a-1-1/files'), bytes: encode('%FILES%\n') },
        { entry: at('usr/lib/apk/db/installed'), bytes: encode('P:a\n') },
      ],
      elves: [
        { entry: at('bin/app'), elf: expect.objectContaining({ machine: 'amd64', damage: null }), isWhole: true },
      ],
      scripts: [{ entry: at('bin/run'), words: ['/bin/sh'] }],
      capable: [],
      tooLarge: [],
      isComplete: true,
    });
  });

  const large = (shape: ElfShape = {}): Uint8Array =>
    elfBytes({ interpreter: '/ld.so', needs: ['libfoo.so.1'], symbols: 100_000, code: 2_000_000, ...shape });

  test('of a large program, its libraries, which are named far behind its head', async () => {
    const items = [item('bin/app', large()), item('bin/run', '#!/bin/sh\n', 0o755), item('lib/a.so', elfBytes({}))];
    const { tar, elves } = await collect(items);
    const at = (name: string): number => Buffer.from(tar).indexOf(`${name}\0`);
    const told = { interpreter: '/ld.so', needs: ['libfoo.so.1'], damage: null };
    expect(elves).toEqual([
      { entry: at('bin/app'), elf: expect.objectContaining(told), isWhole: true },
      { entry: at('lib/a.so'), elf: expect.objectContaining({ needs: [] }), isWhole: true },
    ]);
  });

  test('of a large program that is searched for secrets as a whole, too', async () => {
    const [bytes, collector] = [large(), new BodyCollector()];
    const [head, file] = [bytes.subarray(0, 65_536), Object.assign(entry(512), { storedSize: bytes.length })];
    collector.onFile(file, '/bin/app', head, false);
    expect(collector.result().elves).toMatchObject([{ entry: 512, elf: { needs: null }, isWhole: false }]);
    await collector.onLargeFile(file, '/bin/app', head)?.all(bytes);
    expect(collector.result().elves).toMatchObject([{ entry: 512, elf: { needs: ['libfoo.so.1'] }, isWhole: true }]);
  });

  test('of a large program that its layer cuts off, what its head tells', async () => {
    const { elves } = await collect([item('bin/app', large())], 1_000_000);
    expect(elves).toMatchObject([{ elf: { interpreter: null, needs: null }, isWhole: false }]);
  });

  test('bytes are copied: what the reader reads next does not change them', () => {
    const collector = new BodyCollector();
    const bytes = encode('root');
    collector.onFile(entry(0), '/etc/passwd', bytes, true);
    bytes.fill(0);
    expect(collector.result().texts[0]?.bytes).toEqual(encode('root'));
  });
});

describe('limits', () => {
  test('a text above 1 MB, or not there as a whole, is said to be too large', () => {
    const collector = new BodyCollector();
    collector.onFile(entry(0), '/etc/passwd', new Uint8Array(collectorLimits.textBytes), true);
    collector.onFile(entry(512), '/etc/group', new Uint8Array(collectorLimits.textBytes + 1), true);
    collector.onFile(entry(1024), '/lib/apk/db/installed', new Uint8Array(65_536), false);
    const { texts, tooLarge, isComplete } = collector.result();
    expect([texts.map((text) => text.entry), tooLarge, isComplete]).toEqual([[0], [512, 1024], true]);
  });

  test('all texts of a layer are 32 MB at most', () => {
    const collector = new BodyCollector();
    const list = new Uint8Array(collectorLimits.textBytes);
    for (let index = 0; index < 40; index++)
      collector.onFile(entry(index), `/var/lib/dpkg/info/p${index}.list`, list, true);
    expect([collector.result().texts.length, collector.result().tooLarge.length]).toEqual([32, 8]);
  });

  test('50,000 of a kind; that there are more is said', () => {
    const collector = new BodyCollector();
    const script = encode('#!/bin/sh\n');
    for (let index = 0; index < 50_000; index++) collector.onFile(entry(index, 0o755), '/a', script, true);
    expect(collector.result().isComplete).toBe(true);
    collector.onFile(entry(50_000, 0o755), '/a', script, true);
    expect(collector.result().scripts).toHaveLength(50_000);
    expect(collector.result().isComplete).toBe(false);
  });

  test('a layer that is cut says so, and gives what stands before', async () => {
    const { texts, tooLarge, isComplete } = await collect(
      [item('etc/passwd', 'root:x:0:0::/:\n'), item('etc/group', 'a'.repeat(5000))],
      4096,
    );
    expect([texts.length, tooLarge.length, isComplete]).toEqual([1, 1, false]);
  });
});

test('of package.json and what npm installed, those of the project are kept where they are no larger than any is', async () => {
  const { texts, tooLarge } = await collect([
    item('app/package.json', '{"name":"a"}'),
    item('app/node_modules/b/package.json', '{"name":"b"}'),
    item('app/large/package.json', ' '.repeat(collectorLimits.manifestBytes + 1)),
    item('app/package.json.txt', '{}'),
    item('app/node_modules/.package-lock.json', '{"name":"d"}'),
    item('app/node_modules/b/node_modules/.package-lock.json', '{"name":"c"}'),
    item('app/node_modules/b/yarn.lock', 'of another project'),
    item('app/node_modules/.pnpm/lock.yaml', 'of pnpm'),
    item('app/yarn.lock', 'of Yarn'),
    item('app/package-lock.json', 'of npm'),
  ]);
  const told = ['{"name":"a"}', '{"name":"d"}', 'of pnpm', 'of Yarn', 'of npm'];
  expect(texts.map(({ bytes }) => new TextDecoder().decode(bytes))).toEqual(told);
  expect(tooLarge).toEqual([]);
});
