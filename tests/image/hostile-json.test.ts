import { describe, expect, test } from 'vitest';
import { FaultError } from '../../src/fault.ts';
import { jsonLimits, measureJson, parseJson } from '../../src/image/json.ts';
import type { OpenedArchive } from '../../src/image/model.ts';
import { blobsOf, file, LayoutWriter, mediaTypes, packItems } from '../support/layouts.ts';
import { json } from '../support/make-archive.ts';
import { openBlob } from '../support/open-image.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const layer = blobsOf('layer  RUN a\n  a  10\n', false).then(({ layers }) => layers[0]!.blob);
const manifestText = '[{"Config":"c.json","RepoTags":["web:1"],"Layers":["l.tar"]}]';
const configText =
  '{"os":"linux","architecture":"amd64","rootfs":{"diff_ids":["sha256:aa"]},"history":[{"created_by":"RUN a"}]}';

async function open(manifest: string | Uint8Array, config: string | Uint8Array = configText): Promise<OpenedArchive> {
  const bytes = (text: string | Uint8Array): Uint8Array => (typeof text === 'string' ? encode(text) : text);
  const items = [file('manifest.json', bytes(manifest)), file('c.json', bytes(config)), file('l.tar', await layer)];
  return openBlob(await packItems(items), 'web.tar');
}

const faultOf = async (opening: Promise<unknown>): Promise<unknown> => {
  const error = await opening.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(FaultError);
  return (error as FaultError).fault;
};

describe('keys', () => {
  test('named __proto__ and constructor are keys like any other', async () => {
    const proto = '"__proto__":{"Config":"x","os":"evil","config":{"User":"evil"}},"constructor":1';
    const { images } = await open(manifestText.replace('{', `{${proto},`), configText.replace('{', `{${proto},`));
    expect(images).toMatchObject([{ reference: 'web:1', platform: 'linux/amd64', config: { user: '' } }]);
    expect(({} as Record<string, unknown>).Config).toBeUndefined();
  });

  test('named __proto__ where an object is read as a list of names', async () => {
    const config =
      '{"config":{"ExposedPorts":{"__proto__":{}},"Volumes":{"__proto__":{},"/a":{}},"Labels":{"__proto__":"x"}}}';
    const { images } = await open(manifestText, config);
    const { exposedPorts, volumes, labels } = images[0]!.config;
    expect([exposedPorts, volumes, Object.entries(labels)]).toEqual([
      ['__proto__'],
      ['__proto__', '/a'],
      [['__proto__', 'x']],
    ]);
  });

  test('named twice: the last counts', async () => {
    const { images } = await open(manifestText.replace('"Layers"', '"Layers":["gone.tar"],"Layers"'));
    expect(images[0]!.layers.map(({ name }) => name)).toEqual(['l.tar']);
  });
});

describe('text', () => {
  test('with a byte order mark in front', async () => {
    const { images, faults } = await open(`\ufeff${manifestText}`, `\ufeff${configText}`);
    expect([images.length, faults]).toEqual([1, []]);
  });

  test('with lone surrogates, as JSON can write them', async () => {
    const { images } = await open(manifestText.replace('web:1', 'web\\ud800:1'));
    expect(images[0]!.reference).toBe('web\ud800:1');
  });

  test.each([
    ['UTF-16', Uint8Array.from([0xff, 0xfe, 0x5b, 0, 0x5d, 0])],
    ['nothing', new Uint8Array(0)],
    ['zeros', new Uint8Array(100)],
    ['a second value behind the first', encode('[] []')],
  ])('that is %s is no JSON', async (_, bytes) => {
    expect(await faultOf(open(bytes))).toMatchObject({ kind: 'bad-json', path: 'manifest.json' });
  });
});

describe('sizes', () => {
  test.each([
    ['lists', '['],
    ['objects', '{"a":'],
  ])('nesting of a million %s is a limit, not an overflow', async (_, open_) => {
    const fault = await faultOf(open(manifestText, open_.repeat(1_000_000)));
    expect(fault).toMatchObject({ kind: 'limit', what: 'the nesting of c.json', limit: jsonLimits.levels });
  });

  test('brackets in texts are no nesting', async () => {
    const { images } = await open(manifestText, configText.replace('RUN a', '['.repeat(2000) + '\\"{'));
    expect(images[0]!.layers[0]!.command).toHaveLength(2002);
  });

  test('a list of too many values is a limit', async () => {
    const many = encode(`[${'0,'.repeat(jsonLimits.values)}0]`);
    expect(await faultOf(open(many))).toMatchObject({ kind: 'limit', what: 'the values of manifest.json' });
  });

  test('a file above 64 MB is not read', async () => {
    const large = new Uint8Array(jsonLimits.bytes + 1).fill(32);
    expect(await faultOf(open(manifestText, large))).toMatchObject({ kind: 'limit', what: 'c.json', unit: 'bytes' });
  });

  test.each([
    ['0', 0, 1],
    ['[]', 1, 2],
    ['[1,2,3]', 1, 4],
    ['{"a":[{"b":"]}{,"}]}', 3, 4],
    ['"\\"[["', 0, 1],
    [']]]]', 0, 1],
  ])('%s has %i levels and at most %i values', (text, levels, values) => {
    expect(measureJson(encode(text))).toMatchObject({ levels, values });
  });
});

/** Every value of a wrong type, in the place of every value of a right one. */
describe('wrong types', () => {
  const odd = [null, true, 5, -1, 1e300, '', 'x', '../../etc/passwd', [], [[]], [null], {}, { a: {} }, { length: 9 }];

  /** All ways to put `value` in the place of one part of `json`. */
  function* replaced(json: unknown, value: unknown): Generator<unknown> {
    yield value;
    if (typeof json !== 'object' || json === null) return;
    for (const [key, part] of Object.entries(json)) {
      for (const changed of replaced(part, value)) {
        yield Array.isArray(json)
          ? (json as unknown[]).map((item, at) => (String(at) === key ? changed : item))
          : { ...json, [key]: changed };
      }
    }
  }

  const expectHandled = async (opening: Promise<OpenedArchive>): Promise<void> => {
    const result = await opening.catch((error: unknown) => error);
    if (!(result instanceof Error)) return expect(Array.isArray((result as OpenedArchive).images)).toBe(true);
    expect(result).toBeInstanceOf(FaultError);
    expect((result as FaultError).fault.kind).not.toBe('unexpected');
  };

  test.each(odd.map((value) => [JSON.stringify(value), value]))('%s in manifest.json and config', async (_, value) => {
    for (const manifest of replaced(JSON.parse(manifestText), value)) await expectHandled(open(json(manifest)));
    for (const config of replaced(JSON.parse(configText), value)) await expectHandled(open(manifestText, json(config)));
  });

  test.each(odd.map((value) => [JSON.stringify(value), value]))('%s in an OCI layout', async (_, value) => {
    const blobs = await blobsOf('layer  RUN a\n  a  10\n', true);
    const first = new LayoutWriter();
    const described = {
      ...first.image(blobs),
      annotations: { a: 'b' },
      platform: { os: 'linux', architecture: 'arm' },
    };
    const manifest: unknown = JSON.parse(
      new TextDecoder().decode(first.items.get(`blobs/sha256/${described.digest.slice(7)}`)),
    );
    for (const changed of replaced({ manifests: [described] }, value)) {
      first.items.set('index.json', json(changed));
      await expectHandled(openBlob(await first.pack(), 'web.tar'));
    }
    for (const changed of replaced(manifest, value)) {
      const layout = new LayoutWriter();
      layout.image(blobs);
      layout.index([layout.putJson(changed, mediaTypes.oci.manifest)]);
      await expectHandled(openBlob(await layout.pack(), 'web.tar'));
    }
  });
});

test('what is no JSON is told with its place', () => {
  expect(() => parseJson(encode('{'), 'web.tar', 'a.json')).toThrow(/web\.tar holds a\.json/);
});
