import { describe, expect, test } from 'vitest';
import { describeFault, FaultError, type Fault } from '../../src/fault.ts';
import { layerCompressions } from '../support/compress-layer.ts';
import { json, layouts, makeArchive, packFiles, type ArchiveFiles } from '../support/make-archive.ts';
import { analyseBlob, faultsOf, openBlob } from '../support/open-image.ts';

const text = `
  layer  ADD rootfs.tar /
    bin/busybox  3000  0755
    etc/passwd  100
  empty  ENV A=1
  layer  RUN rm /etc/passwd
    etc/.wh.passwd
  layer  RUN true
  layer  RUN touch /etc/motd
    etc/motd  "hello"
  layer  RUN true
`;

describe.each(layouts)('the layout %s', (layout) => {
  test.each<[string, object]>([
    ['as it is written', {}],
    ['with ./ before every name', { prefix: './' }],
    ...layerCompressions.map((compression): [string, object] => [`with layers: ${compression}`, { compression }]),
  ])('%s', async (_, options) => {
    const opened = await analyseBlob(await makeArchive(text, { layout, ...options }), 'unknown');
    const { image, report } = opened;
    expect(faultsOf(opened)).toEqual([]);
    expect(image).toMatchObject({
      format: layout === 'oci' ? 'oci-archive' : 'docker-archive',
      reference: 'web:1.4',
      platform: 'linux/arm64/v8',
      created: '2024-05-01T10:00:00Z',
    });
    expect(image.id).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(report.layers.map(({ command, size, added, removed }) => [command, size, added, removed])).toEqual([
      ['ADD rootfs.tar /', 3100, 2, 0],
      ['RUN rm /etc/passwd', 0, 0, 1],
      ['RUN true', 0, 0, 0],
      ['RUN touch /etc/motd', 5, 1, 0],
      ['RUN true', 0, 0, 0],
    ]);
    expect(report.sizes).toMatchObject({ stored: 3105, visible: 3005, deleted: 100, overwritten: 0 });
    expect(image.history.map(({ createdBy, layer }) => [createdBy, layer])).toContainEqual(['ENV A=1', null]);
  });
});

test('the same image has the same id and layers in every layout', async () => {
  const ids = new Set<string>();
  for (const layout of layouts) {
    const { images } = await openBlob(await makeArchive(text, { layout }), 'web.tar');
    ids.add(JSON.stringify([images[0]!.id, images[0]!.layers.map(({ diffId }) => diffId)]));
  }
  expect(ids.size).toBe(1);
});

describe('OCI layouts', () => {
  test('an index in an index; the name stands on the outer one', async () => {
    const archive = await makeArchive(text, { layout: 'oci', nested: true, tag: 'docker.io/library/web:1.4' });
    const { images } = await openBlob(archive, 'web.tar');
    expect(images.map(({ reference }) => reference)).toEqual(['docker.io/library/web:1.4']);
  });

  test('attestations are no images', async () => {
    const { images, faults } = await openBlob(await makeArchive(text, { layout: 'oci', attested: true }), 'web.tar');
    expect([images.length, faults]).toEqual([1, []]);
  });

  test('an index that contains itself is refused', async () => {
    const mediaType = 'application/vnd.oci.image.index.v1+json';
    const loop = { manifests: [{ mediaType, digest: 'sha256:aa' }] };
    const change = (files: ArchiveFiles): void =>
      void files.set('index.json', json(loop)).set('blobs/sha256/aa', json(loop));
    const fault = await faultOf(await makeArchive(text, { layout: 'oci', change }));
    expect(fault).toMatchObject({ kind: 'limit', unit: 'levels' });
  });
});

async function faultOf(blob: Blob): Promise<Fault> {
  const error = await openBlob(blob, 'web.tar').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(FaultError);
  return (error as FaultError).fault;
}

const without =
  (pattern: RegExp) =>
  (files: ArchiveFiles): void => {
    for (const name of [...files.keys()]) if (pattern.test(name)) files.delete(name);
  };

describe('two images in one archive', () => {
  const two = async (breakSecond: boolean): Promise<Blob> => {
    const change = (files: ArchiveFiles): void => {
      const [item] = JSON.parse(new TextDecoder().decode(files.get('manifest.json') as Uint8Array)) as {
        Config: string;
      }[];
      const second = { ...item, RepoTags: ['other:2'], Config: breakSecond ? 'gone.json' : item!.Config };
      files.set('manifest.json', json([item, second]));
    };
    return makeArchive(text, { layout: 'skopeo', change });
  };

  test('both are there', async () => {
    const { images } = await openBlob(await two(false), 'web.tar');
    expect(images.map(({ reference }) => reference)).toEqual(['web:1.4', 'other:2']);
  });

  test('where one cannot be used, the other is shown and the fault is told', async () => {
    const { images, faults } = await openBlob(await two(true), 'web.tar');
    expect(images.map(({ reference }) => reference)).toEqual(['web:1.4']);
    expect(faults).toEqual([
      { kind: 'missing-blob', fileName: 'web.tar', path: 'gone.json', namedIn: 'manifest.json' },
    ]);
  });
});

describe('bad input', () => {
  test.each<[string, () => Promise<Blob>, object]>([
    ['an empty file', async () => new Blob([]), { kind: 'empty-file' }],
    ['a text file called image.tar', async () => new Blob(['hello\n']), { kind: 'not-a-tar', offset: 0 }],
    ['zeros only', async () => new Blob([new Uint8Array(10_240)]), { kind: 'not-an-image' }],
    ['gzipped as a whole', async () => new Blob([Uint8Array.of(0x1f, 0x8b, 8)]), { kind: 'unsupported-compression' }],
    [
      'a tar without a manifest',
      async () => new Blob([await packFiles(new Map([['etc/passwd', json('x')]]))]),
      {
        kind: 'not-an-image',
        lookedFor: ['manifest.json', 'index.json', 'repositories'].map(
          (name) => expect.stringContaining(name) as string,
        ),
      },
    ],
    [
      'a manifest that is no JSON',
      () =>
        makeArchive(text, {
          layout: 'skopeo',
          change: (files) => void files.set('manifest.json', new TextEncoder().encode('{oops')),
        }),
      { kind: 'bad-json', path: 'manifest.json' },
    ],
    [
      'a manifest that is no list',
      () => makeArchive(text, { layout: 'skopeo', change: (files) => void files.set('manifest.json', json({ a: 1 })) }),
      { kind: 'not-an-image' },
    ],
    [
      'a manifest without a config',
      () => makeArchive(text, { layout: 'skopeo', change: (files) => void files.set('manifest.json', json([null])) }),
      { kind: 'bad-json', detail: 'an image has no Config' },
    ],
    [
      'a missing config',
      () => makeArchive(text, { layout: 'skopeo', change: without(/^[0-9a-f]{64}\.json$/) }),
      { kind: 'missing-blob', namedIn: 'manifest.json' },
    ],
    [
      'an OCI index whose manifest is missing',
      () => makeArchive(text, { layout: 'oci', change: without(/^blobs/) }),
      { kind: 'missing-blob', namedIn: 'index.json' },
    ],
    [
      'manifest.json a link to itself',
      () =>
        makeArchive(text, {
          layout: 'skopeo',
          change: (files) => void files.set('manifest.json', { link: 'manifest.json' }),
        }),
      { kind: 'not-an-image' },
    ],
  ])('%s', async (_, make, expected) => {
    const fault = await faultOf(await make());
    expect(fault).toMatchObject({ fileName: 'web.tar', ...expected });
    expect(describeFault(fault)).toContain('web.tar');
  });

  test('a missing layer: the others are read, the numbers are marked as too low', async () => {
    let gone = '';
    const change = (files: ArchiveFiles): void => {
      gone = [...files.keys()].find((name) => name.endsWith('.tar'))!;
      files.delete(gone);
    };
    const opened = await analyseBlob(await makeArchive(text, { layout: 'skopeo', change }), 'web.tar');
    expect(opened.archive.faults).toEqual([
      { kind: 'missing-blob', fileName: 'web.tar', path: gone, namedIn: 'manifest.json' },
    ]);
    expect(opened.report.sizes).toMatchObject({ stored: 5, visible: 5 });
    expect(opened.report.unknowns.map(({ part }) => part)).toContain('layers[0]');
  });

  test('a layer that is no tar: the others are read', async () => {
    const change = (files: ArchiveFiles): void => {
      const first = [...files.keys()].find((name) => name.endsWith('.tar'))!;
      files.set(first, new TextEncoder().encode('not a tar '.repeat(100)));
    };
    const opened = await analyseBlob(await makeArchive(text, { layout: 'skopeo', change }), 'web.tar');
    expect(opened.scans.map(({ fault }) => fault)).toEqual([
      { kind: 'not-a-tar', fileName: 'web.tar (layer 0)', offset: 0 },
      null,
      null,
      null,
      null,
    ]);
    expect(opened.report.sizes.visible).toBe(5);
  });

  test('damaged gzip data in a layer', async () => {
    const change = (files: ArchiveFiles): void => {
      for (const [name, bytes] of files) {
        if (bytes instanceof Uint8Array && bytes[0] === 0x1f && name.startsWith('blobs'))
          files.set(name, bytes.slice(0, bytes.length / 2));
      }
    };
    const opened = await analyseBlob(await makeArchive(text, { layout: 'oci', change }), 'web.tar');
    const kinds = new Set(opened.scans.map(({ fault }) => fault?.kind));
    expect([...kinds]).toEqual(['bad-compression']);
  });

  test('fewer and more diff_ids than layers', async () => {
    for (const diffIds of [[], Array.from({ length: 9 }, () => 'sha256:00')]) {
      const change = (files: ArchiveFiles): void => {
        const name = [...files.keys()].find(
          (candidate) => candidate.endsWith('.json') && candidate !== 'manifest.json',
        )!;
        const config = JSON.parse(new TextDecoder().decode(files.get(name) as Uint8Array)) as object;
        files.set(name, json({ ...config, rootfs: { diff_ids: diffIds }, history: 'none' }));
      };
      const { report } = await analyseBlob(await makeArchive(text, { layout: 'skopeo', change }), 'web.tar');
      expect(report.layers).toHaveLength(5);
      expect(report.layers.map(({ command }) => command)).toEqual(['', '', '', '', '']);
      expect(report.sizes.visible).toBe(3005);
    }
  });

  test('cut anywhere, an archive gives a fault or an image with faults, never anything else', async () => {
    const archive = await makeArchive(text, { layout: 'docker25' });
    for (let size = 1; size < archive.size - 1024; size += 1217) {
      const cut = archive.slice(0, size);
      const opened = await analyseBlob(cut, 'web.tar').catch((error: unknown) => error);
      if (opened instanceof Error) expect(opened).toBeInstanceOf(FaultError);
      else expect(faultsOf(opened as Awaited<ReturnType<typeof analyseBlob>>)).not.toEqual([]);
    }
  });

  test('a flipped byte anywhere in a header is told', async () => {
    const whole = new Uint8Array(await (await makeArchive(text, { layout: 'skopeo' })).arrayBuffer());
    const second = 512 + Math.ceil(parseInt(new TextDecoder().decode(whole.subarray(124, 135)), 8) / 512) * 512;
    for (const at of [0, 99, 124, 150, 156, 257, 340]) {
      const bytes = whole.slice();
      bytes[second + at]! ^= 0x40;
      const fault = await faultOf(new Blob([bytes]));
      expect(fault).toEqual({ kind: 'bad-checksum', fileName: 'web.tar', offset: second });
    }
  });
});

test('a config with everything, names as in the specification', async () => {
  const config = {
    User: 'app',
    WorkingDir: '/srv',
    Env: ['A=1', 7],
    Entrypoint: ['/app'],
    Cmd: 'old style',
    Shell: ['/bin/bash', '-c'],
    ExposedPorts: { '80/tcp': {} },
    Volumes: { '/data': {} },
    Labels: JSON.parse('{"__proto__": "x", "a": "<img src=x onerror=alert(1)>"}') as object,
    Healthcheck: { Test: ['CMD', 'true'] },
    StopSignal: 'SIGTERM',
    OnBuild: ['RUN x'],
  };
  const { image } = await analyseBlob(await makeArchive(text, { layout: 'skopeo', config }), 'web.tar');
  expect(image.config).toMatchObject({
    user: 'app',
    workingDir: '/srv',
    env: ['A=1'],
    entrypoint: ['/app'],
    cmd: ['old style'],
    shell: ['/bin/bash', '-c'],
    exposedPorts: ['80/tcp'],
    volumes: ['/data'],
    healthcheck: ['CMD', 'true'],
    stopSignal: 'SIGTERM',
    onBuild: ['RUN x'],
  });
  expect(Object.entries(image.config.labels)).toEqual([
    ['__proto__', 'x'],
    ['a', '<img src=x onerror=alert(1)>'],
  ]);
});
