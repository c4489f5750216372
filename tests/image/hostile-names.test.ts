import { describe, expect, test } from 'vitest';
import { visibleText } from '../../src/bytes/text.ts';
import { describeFault } from '../../src/fault.ts';
import { describeNote } from '../../src/image/notes.ts';
import { familiarName, layerTitle } from '../../src/components/names.ts';
import { blobsOf, docker19, file, idOf, LayoutWriter, manifest, packItems } from '../support/layouts.ts';
import { json, makeArchive, makeTar } from '../support/make-archive.ts';
import { analyseBlob, openBlob } from '../support/open-image.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const configName = 'c.json';
const config = (count: number): Uint8Array =>
  json({ os: 'linux', architecture: 'amd64', rootfs: { diff_ids: Array(count).fill('sha256:aa') } });

/** Different for a program, the same or nearly so for the eye. */
const alike = [
  'App',
  'app',
  'e\u0301', // two characters
  '\u00e9', // one
  'K',
  '\u212a', // the sign of kelvin
  '\u03c3',
  '\u03c2', // both are a small sigma
  '\u0130', // is longer in lower case
  'i\u0307',
  '\ufb01',
  'fi',
];

describe('names that differ in case or normalisation alone', () => {
  test('of layers in an archive: each is the file of its own name', async () => {
    const layers = await Promise.all(
      alike.map((_, at) => makeTar([{ header: { name: 'f' }, body: new Uint8Array(at + 1) }])),
    );
    const items = alike.map((name, at) => file(`${name}.tar`, layers[at]!));
    const names = alike.map((name) => `${name}.tar`);
    const blob = await packItems([...items, file(configName, config(alike.length)), manifest(configName, names)]);
    const { image, analysis } = await analyseBlob(blob, 'web.tar');
    expect(image.layers.map(({ name }) => name)).toEqual(names);
    expect(new Set(image.layers.map(({ range }) => range!.start)).size).toBe(alike.length);
    expect(analysis.layers.map(({ size }) => size)).toEqual(alike.map((_, at) => at + 1));
  });

  test('of files in one layer: all are there, with their own bytes', async () => {
    const lines = alike.map((name, at) => `  d/${name}  ${at + 1}`);
    const { rootfs, report } = await analyseBlob(
      await makeArchive(`layer\n${lines.join('\n')}`, { layout: 'skopeo' }),
      'web.tar',
    );
    const sizes = [...rootfs.storedCopies()].map(({ node, size }) => [rootfs.pathOf(node), size]);
    expect(sizes).toEqual(alike.map((name, at) => [`/d/${name}`, at + 1]));
    expect(report.layers[0]).toMatchObject({ added: alike.length, modified: 0 });
    expect(report.sizes).toMatchObject({ overwritten: 0, deleted: 0 });
  });

  test('of files in two layers: none replaces or deletes another', async () => {
    const text = 'layer\n  App  5\n  \u00e9  7\nlayer\n  app  50\n  .wh.e\u0301\n';
    const { report } = await analyseBlob(await makeArchive(text, { layout: 'skopeo' }), 'web.tar');
    expect(report.layers[1]).toMatchObject({ added: 1, modified: 0, removed: 0 });
    expect(report.sizes).toMatchObject({ stored: 62, visible: 62 });
  });

  test('of tags', async () => {
    const items = docker19(await blobsOf('layer\n  a  1', false)).filter(
      ({ header }) => header.name !== 'repositories',
    );
    const repositories = Object.fromEntries(alike.map((name) => [name, { [name]: idOf(0) }]));
    const { images } = await openBlob(await packItems([...items, file('repositories', json(repositories))]), 'web.tar');
    expect(images[0]!.tags).toEqual(alike.map((name) => `${name}:${name}`));
  });
});

describe('names that JavaScript objects know', () => {
  const known = ['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'valueOf'];

  test('of layers, and of the config', async () => {
    const layers = await Promise.all(
      known.map((_, at) => makeTar([{ header: { name: `f${at}` }, body: new Uint8Array(1) }])),
    );
    const items = known.map((name, at) => file(name, layers[at]!));
    const blob = await packItems([...items, file('d/__proto__', config(5)), manifest('d/__proto__', known)]);
    const { images, faults } = await openBlob(blob, 'web.tar');
    expect(faults).toEqual([]);
    expect(images[0]!.layers.map(({ name, range }) => [name, range !== null])).toEqual(
      known.map((name) => [name, true]),
    );
  });

  test('of layers that are not there are missed', async () => {
    const blob = await packItems([file(configName, config(5)), manifest(configName, known)]);
    const { faults } = await openBlob(blob, 'web.tar');
    expect(faults.map((fault) => fault.kind === 'missing-blob' && fault.path)).toEqual(known);
  });

  test('of tags in the oldest archives', async () => {
    const items = docker19(await blobsOf('layer\n  a  1', false)).filter(
      ({ header }) => header.name !== 'repositories',
    );
    const repositories = `{"__proto__":{"__proto__":"${idOf(0)}","constructor":"${idOf(0)}"},"constructor":{"1":"x"}}`;
    const blob = await packItems([...items, file('repositories', encode(repositories))]);
    const { images } = await openBlob(blob, 'web.tar');
    expect(images[0]!.tags).toEqual(['__proto__:__proto__', '__proto__:constructor']);
  });

  test('in descriptors, manifests and annotations of an OCI layout change nothing', async () => {
    const blobs = await blobsOf('layer\n  a  1', true);
    const layout = new LayoutWriter();
    const { digest } = layout.image(blobs);
    const poison = '"__proto__":{"digest":"sha256:00","mediaType":"application/vnd.cncf.helm.config.v1+json"}';
    const name = '"org.opencontainers.image.ref.name":"web:1"';
    const descriptor = `{${poison},"digest":"${digest}","annotations":{"__proto__":{"vnd.docker.reference.type":"attestation-manifest"},${name}}}`;
    layout.items.set('index.json', encode(`{${poison},"manifests":[${descriptor}]}`));
    const { images, faults, notes } = await openBlob(await layout.pack(), 'web.tar');
    expect([faults, notes]).toEqual([[], []]);
    expect(images.map(({ reference, manifestDigest }) => [reference, manifestDigest])).toEqual([['web:1', digest]]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('keys of an OCI layout that are written twice: the last counts, as for the runtimes', () => {
  test('in its index and in a manifest', async () => {
    const blobs = await blobsOf('layer\n  a  1', true);
    const layout = new LayoutWriter();
    const [layer] = blobs.layers.map(({ blob }) => layout.put(blob, 'application/vnd.oci.image.layer.v1.tar+gzip'));
    const of = layout.put(blobs.config, 'application/vnd.oci.image.config.v1+json');
    const [configText, layerText] = [JSON.stringify(of), JSON.stringify(layer)];
    const { digest } = layout.put(
      encode(`{"layers":[],"config":{"digest":"sha256:00"},"config":${configText},"layers":[${layerText}]}`),
      'application/vnd.oci.image.manifest.v1+json',
    );
    layout.items.set(
      'index.json',
      encode(`{"manifests":[{"digest":"sha256:00"}],"manifests":[{"digest":"x","digest":"${digest}"}]}`),
    );
    const { images, faults } = await openBlob(await layout.pack(), 'web.tar');
    expect(faults).toEqual([]);
    expect(images.map(({ id, layers }) => [id, layers.map((each) => each.digest)])).toEqual([
      [of.digest, [layer!.digest]],
    ]);
  });
});

/** Turns what follows around, ends a line, colours a terminal, hides. */
const unseen = 'a\u202egnp.exe\u2066\u200b\u001b[31m\r\n\u0000\u009b\u0007';
const seen = 'a\\u{202E}gnp.exe\\u{2066}\\u{200B}\\u{1B}[31m\\u{D}\\n\\u{0}\\u{9B}\\u{7}';

describe('what can not be seen is kept in the model, and shown as escapes', () => {
  test('in tags, commands and labels', async () => {
    const blobs = await blobsOf(`layer\n  a  1`, false);
    const made = json({
      os: 'linux',
      architecture: unseen,
      config: { Labels: { [unseen]: unseen } },
      rootfs: { diff_ids: ['sha256:aa'] },
      history: [{ created_by: unseen }],
    });
    const list = json([{ Config: configName, RepoTags: [unseen], Layers: ['l.tar'] }]);
    const items = [file('l.tar', blobs.layers[0]!.blob), file(configName, made), file('manifest.json', list)];
    const { images } = await openBlob(await packItems(items), 'web.tar');
    const image = images[0]!;
    expect(image).toMatchObject({ reference: unseen, platform: `linux/${unseen}` });
    expect(Object.entries(image.config.labels)).toEqual([[unseen, unseen]]);
    expect(familiarName(image.reference!)).toBe(seen);
    expect(layerTitle(image.layers[0]!.command)).toContain('a\\u{202E}gnp.exe');
    expect(visibleText(layerTitle(image.layers[0]!.command))).toBe(layerTitle(image.layers[0]!.command));
    expect(visibleText(image.platform)).toBe(`linux/${seen}`);
  });

  test('in faults and notes', async () => {
    const { faults } = await openBlob(
      await packItems([file(configName, config(1)), manifest(configName, [unseen])]),
      'web.tar',
    );
    expect(visibleText(describeFault(faults[0]!))).toContain('web.tar names a\\u{202E}gnp.exe');
    expect(describeNote({ kind: 'absent-platforms', platforms: [unseen] })).toBe(
      `Platform ${seen} is named, but not in the archive.`,
    );
    expect(describeNote({ kind: 'artifact', what: unseen, digest: '', reference: unseen })).toBe(
      `The archive also holds ${seen} (${seen}), which is no image.`,
    );
  });
});
