import { describe, expect, test } from 'vitest';
import type { FolderFile } from '../../src/archive/archive-index.ts';
import { describeFault } from '../../src/fault.ts';
import { archiveJsonLimits } from '../../src/image/json-meter.ts';
import { jsonLimits } from '../../src/image/json.ts';
import type { OpenedArchive } from '../../src/image/model.ts';
import { openArchive } from '../../src/image/open-archive.ts';
import { octal, rawHeader } from '../archive/raw-tar.ts';

test('metadata above 64 MB is refused before it is read', async () => {
  const size = jsonLimits.bytes + 512;
  const header = Uint8Array.from(rawHeader({ name: 'manifest.json', size: octal(size) }));
  const file = new Blob([header, new Uint8Array(size), new Uint8Array(1024)]);
  await expect(openArchive({ kind: 'file', name: 'image.tar', file })).rejects.toMatchObject({
    fault: { kind: 'limit', what: 'manifest.json', limit: jsonLimits.bytes, unit: 'bytes' },
  });
});

describe('all JSON of an archive together', () => {
  const { bytes, values } = archiveJsonLimits;
  const megabyte = new Blob([' '.repeat(1_000_000)]);
  /** JSON that takes as much room as is said, in millions of bytes. */
  const padded = (json: unknown, megabytes: number): Blob =>
    new Blob([JSON.stringify(json), ...Array<Blob>(megabytes).fill(megabyte)]);
  const config = { os: 'linux', architecture: 'amd64', rootfs: { diff_ids: [] } };
  const hex = (number: number): string => number.toString(16).padStart(64, '0');
  const open = (files: readonly FolderFile[]): Promise<OpenedArchive> =>
    openArchive({ kind: 'folder', name: 'web', files });

  /** One more than fit. */
  const tooMany = (megabytes: number): number => Math.floor(bytes / (megabytes * 1_000_000)) + 1;
  const limit = { kind: 'limit', fileName: 'web', what: 'all JSON of an archive' } as const;
  const ofBytes = { ...limit, limit: bytes, unit: 'bytes' } as const;

  test('configs of docker save: those before the limit are there, and it is told once', async () => {
    const count = tooMany(6) + 20;
    const list = Array.from({ length: count }, (_, at) => ({
      Config: `${at}.json`,
      Layers: [],
      RepoTags: [`web:${at}`],
    }));
    const { images, faults } = await open([
      { path: 'manifest.json', file: new Blob([JSON.stringify(list)]) },
      ...list.map(({ Config }) => ({ path: Config, file: padded(config, 6) })),
    ]);
    expect(images.map(({ reference }) => reference)).toEqual(
      Array.from({ length: tooMany(6) - 1 }, (_, at) => `web:${at}`),
    );
    expect(faults).toEqual([ofBytes]);
    expect(describeFault(faults[0]!)).toContain('all JSON of an archive may be 134 MB at most');
  });

  test('one config that is read again and again', async () => {
    const list = Array.from({ length: 10 }, () => ({ Config: 'c.json', Layers: [] }));
    const { images, faults } = await open([
      { path: 'manifest.json', file: new Blob([JSON.stringify(list)]) },
      { path: 'c.json', file: padded(config, 60) },
    ]);
    expect([images.length, faults]).toEqual([2, [ofBytes]]);
  });

  test('values, however short their text', async () => {
    const many = { ...config, history: [Array(values / 4).fill(0)] };
    const list = Array.from({ length: 6 }, () => ({ Config: 'c.json', Layers: [] }));
    const { images, faults } = await open([
      { path: 'manifest.json', file: new Blob([JSON.stringify(list)]) },
      { path: 'c.json', file: padded(many, 0) },
    ]);
    expect([images.length, faults]).toEqual([3, [{ ...limit, limit: values, unit: 'entries' }]]);
  });

  /** An OCI layout with so many images; configs and manifests of a size, in millions of bytes. */
  function layout(count: number, size: { manifest: number; config: number }): FolderFile[] {
    const blobs = Array.from({ length: count }, (_, at): FolderFile[] => [
      {
        path: `blobs/sha256/${hex(at)}`,
        file: padded({ config: { digest: `sha256:${hex(9000 + at)}` }, layers: [] }, size.manifest),
      },
      { path: `blobs/sha256/${hex(9000 + at)}`, file: padded(config, size.config) },
    ]);
    const manifests = blobs.map((_, at) => ({ digest: `sha256:${hex(at)}` }));
    return [{ path: 'index.json', file: padded({ manifests }, 0) }, ...blobs.flat()];
  }

  test('configs of an OCI layout', async () => {
    const { images, faults } = await open(layout(tooMany(6) + 20, { manifest: 0, config: 6 }));
    expect([images.length, faults]).toEqual([tooMany(6) - 1, [ofBytes]]);
  });

  test('manifests of an OCI layout, which are looked at before any image is', async () => {
    await expect(open(layout(tooMany(5) + 20, { manifest: 5, config: 0 }))).rejects.toMatchObject({ fault: ofBytes });
  });

  test('manifests that their descriptors bring along', async () => {
    const data = (json: unknown, padding = 0): string => btoa(JSON.stringify(json) + ' '.repeat(padding));
    const described = { digest: `sha256:${hex(9000)}`, data: data(config) };
    const manifests = Array.from({ length: 4 }, (_, at) => ({
      digest: `sha256:${hex(at)}`,
      data: data({ config: described, layers: [] }, 11_000_000),
    }));
    const few = await open([{ path: 'index.json', file: padded({ manifests: manifests.slice(0, 2) }, 0) }]);
    expect([few.images.length, few.faults]).toEqual([2, []]);
    // With the index, and each manifest read once more where its image is opened.
    const all = await open([{ path: 'index.json', file: padded({ manifests }, 0) }]);
    expect([all.images.length, all.faults]).toEqual([1, [ofBytes]]);
  });

  test('the oldest archives, a json for each layer', async () => {
    const count = tooMany(1) + 20;
    const ids = Array.from({ length: count }, (_, at) => hex(at));
    const { images, faults } = await open([
      { path: 'repositories', file: padded({ web: { all: ids.at(-1), base: ids[0] } }, 0) },
      ...ids.flatMap((id, at): FolderFile[] => [
        { path: `${id}/json`, file: padded({ ...config, ...(at > 0 ? { parent: ids[at - 1] } : {}) }, 1) },
        { path: `${id}/layer.tar`, file: new Blob([new Uint8Array(1024)]) },
      ]),
    ]);
    // Of the tagged ones; those read last have lost what builds on them.
    expect(images.flatMap(({ tags }) => tags)).toEqual(['web:base']);
    expect(faults).toEqual([ofBytes]);
  });
});
