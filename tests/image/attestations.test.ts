import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readAttestation } from '../../src/image/attestations.ts';
import { jsonLimits } from '../../src/image/json.ts';
import type { Attestation, OpenedArchive } from '../../src/image/model.ts';
import { blobsOf, LayoutWriter, manifest, mediaTypes, packItems } from '../support/layouts.ts';
import { json, sha256Hex } from '../support/make-archive.ts';
import { openBlob } from '../support/open-image.ts';

const inToto = 'application/vnd.in-toto+json';
const spdx = 'https://spdx.dev/Document';
const slsa = 'https://slsa.dev/provenance/v1';
const statement = { _type: 'https://in-toto.io/Statement/v1', predicateType: slsa, subject: [], predicate: { a: [1] } };
const indented = JSON.stringify(statement, null, 2);

describe('a real archive with BuildKit attestations', () => {
  const path = join(import.meta.dirname, '../fixtures/images/tiny-attested.oci.tar');
  const open = async (): Promise<[Blob, OpenedArchive]> => {
    const blob = await openAsBlob(path);
    return [blob, await openBlob(blob, 'tiny.tar')];
  };

  test('its statements are listed by predicate, with the image that they speak of', async () => {
    const [, { images, attestations, faults, notes }] = await open();
    expect([images.length, faults, notes]).toEqual([1, [], []]);
    expect(
      attestations.map(({ predicateType, size, subject, mediaType }) => [predicateType, size, subject, mediaType]),
    ).toEqual([
      [spdx, 4310, images[0]!.manifestDigest, inToto],
      ['https://slsa.dev/provenance/v0.2', 794, images[0]!.manifestDigest, inToto],
    ]);
    expect(images[0]!.manifestDigest).toBe('sha256:5af305322f33b4347374d6f9143c1453c7bd5a29f57f70e55a085a5eccbae023');
  });

  test('each can be read as indented JSON, and is what its digest says', async () => {
    const [blob, { attestations }] = await open();
    for (const attestation of attestations) {
      const text = await readAttestation([blob], attestation, 'tiny.tar');
      expect(text.split('\n')[1]).toBe('  "_type": "https://in-toto.io/Statement/v0.1",');
      const { predicateType } = JSON.parse(text) as { predicateType: string };
      expect(predicateType).toBe(attestation.predicateType);
      const { start, end } = attestation.range!;
      const bytes = new Uint8Array(await blob.slice(start, end).arrayBuffer());
      expect(`sha256:${sha256Hex(bytes)}`).toBe(attestation.digest);
    }
  });
});

/** An image, and a manifest with one layer that states something about it. */
async function withStatement(
  layer: { type: string; bytes: Uint8Array; annotations?: object },
  manifestPart: (image: { digest: string }) => object = () => ({}),
  descriptorPart: (image: { digest: string }) => object = () => ({}),
): Promise<{ layout: LayoutWriter; image: { digest: string } }> {
  const layout = new LayoutWriter();
  const image = layout.image(await blobsOf('layer  RUN a\n  a  10\n', true));
  const described = { ...layout.put(layer.bytes, layer.type), annotations: layer.annotations };
  const config = layout.put(json({}), mediaTypes.oci.config);
  const attesting = layout.putJson({ config, layers: [described], ...manifestPart(image) }, mediaTypes.oci.manifest);
  layout.index([image, { ...attesting, ...descriptorPart(image) }]);
  return { layout, image };
}

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');
const envelope = { payloadType: inToto, payload: base64(statement), signatures: [] };

describe('attestations in every form', () => {
  const dsse = 'application/vnd.dsse.envelope.v1+json';
  const bundle = 'application/vnd.dev.sigstore.bundle.v0.3+json';
  test.each<[string, Parameters<typeof withStatement>]>([
    [
      'BuildKit, with a dummy config',
      [
        { type: inToto, bytes: json(statement), annotations: { 'in-toto.io/predicate-type': slsa } },
        undefined,
        ({ digest }) => ({
          platform: { os: 'unknown', architecture: 'unknown' },
          annotations: { 'vnd.docker.reference.type': 'attestation-manifest', 'vnd.docker.reference.digest': digest },
        }),
      ],
    ],
    [
      'BuildKit, as an OCI artifact',
      [
        { type: inToto, bytes: json(statement), annotations: { 'in-toto.io/predicate-type': slsa } },
        (subject) => ({ artifactType: 'application/vnd.docker.attestation.manifest.v1+json', subject }),
      ],
    ],
    [
      'cosign attest: an envelope, the image in the tag',
      [
        { type: dsse, bytes: json(envelope), annotations: { predicateType: slsa } },
        undefined,
        ({ digest }) => ({
          annotations: { 'org.opencontainers.image.ref.name': `web:${digest.replace(':', '-')}.att` },
        }),
      ],
    ],
    [
      'a Sigstore bundle',
      [
        { type: bundle, bytes: json({ mediaType: bundle, dsseEnvelope: envelope }) },
        (subject) => ({
          artifactType: bundle,
          subject,
          annotations: { 'dev.sigstore.bundle.predicateType': slsa },
        }),
      ],
    ],
  ])('%s', async (_, form) => {
    const { layout, image } = await withStatement(...form);
    const blob = await layout.pack();
    const { images, attestations, notes, faults } = await openBlob(blob, 'web.tar');
    expect([images.length, notes, faults]).toEqual([1, [], []]);
    expect(attestations).toMatchObject([{ predicateType: slsa, subject: image.digest }]);
    expect(await readAttestation([blob], attestations[0]!, 'web.tar')).toBe(indented);
  });

  test('beside manifest.json, as docker save 25 and later writes them', async () => {
    const { layout, image } = await withStatement({ type: inToto, bytes: json(statement) });
    const blobs = await blobsOf('layer  RUN a\n  a  10\n', true);
    const names = blobs.layers.map((layer) => `blobs/sha256/${sha256Hex(layer.blob)}`);
    const items = [...layout.tarItems(), manifest(`blobs/sha256/${sha256Hex(blobs.config)}`, names)];
    const { images, attestations } = await openBlob(await packItems(items), 'web.tar');
    expect(images).toMatchObject([{ format: 'docker-archive', manifestDigest: image.digest }]);
    expect(attestations).toMatchObject([{ predicateType: null, subject: null }]);
  });

  test('a statement that the archive does not hold is listed, and told when it is read', async () => {
    const { layout } = await withStatement({ type: inToto, bytes: json(statement) });
    layout.items.delete(`blobs/sha256/${sha256Hex(json(statement))}`);
    const blob = await layout.pack();
    const { attestations, faults } = await openBlob(blob, 'web.tar');
    expect([attestations[0]?.range, faults]).toEqual([null, []]);
    await expect(readAttestation([blob], attestations[0]!, 'web.tar')).rejects.toMatchObject({
      fault: { kind: 'missing-blob' },
    });
  });
});

describe('reading a statement', () => {
  const read = (bytes: Uint8Array, more: Partial<Attestation> = {}): Promise<string> => {
    const range = { start: 0, end: bytes.length };
    const attestation = { predicateType: null, mediaType: inToto, digest: 'sha256:aa', size: 0, subject: null };
    return readAttestation(
      [new Blob([Uint8Array.from(bytes)])],
      { ...attestation, file: 0, range, ...more },
      'web.tar',
    );
  };
  const kindOf = (reading: Promise<string>): Promise<string> =>
    reading.then(
      () => 'read',
      (error: unknown) => (error as { fault: { kind: string } }).fault.kind,
    );

  test('nothing in it is unseen', async () => {
    const text = await read(json({ 'a\u202eb': '\u200b\u0007\ud800\u009b' }));
    expect(text).toBe('{\n  "a\\u202eb": "\\u200b\\u0007\\ud800\\u009b"\n}');
    expect(JSON.parse(text)).toEqual({ 'a\u202eb': '\u200b\u0007\ud800\u009b' });
  });

  test.each<[string, Uint8Array, Partial<Attestation>, string]>([
    ['no JSON', new TextEncoder().encode('{'), {}, 'bad-json'],
    ['an envelope around what is no JSON', json({ payload: 'e3s=' }), {}, 'bad-json'],
    ['a range beyond the file', json({}), { range: { start: 0, end: 99 } }, 'truncated'],
    ['a file that is not there', json({}), { file: 7 }, 'missing-blob'],
    ['deep nesting', new TextEncoder().encode('['.repeat(100_000)), {}, 'limit'],
  ])('%s is a fault', async (_, bytes, more, kind) => {
    expect(await kindOf(read(bytes, more))).toBe(kind);
  });

  test('an envelope with a payload that is no base64 is shown as it is', async () => {
    expect(await read(json({ payload: '%%' }))).toBe('{\n  "payload": "%%"\n}');
  });

  test('above 64 MB is a fault before it is read', async () => {
    const large = new Blob([new Uint8Array(1)]);
    const range = { start: 0, end: jsonLimits.bytes + 1 };
    Object.defineProperty(large, 'size', { value: range.end });
    const attestation = { predicateType: null, mediaType: inToto, digest: '', size: 0, subject: null, file: 0, range };
    expect(await kindOf(readAttestation([large], attestation, 'web.tar'))).toBe('limit');
  });

  test('what would grow many times over by indenting stays as it is', async () => {
    const deep = 400;
    const bytes = new TextEncoder().encode('['.repeat(deep) + '0,'.repeat(400_000) + '0' + ']'.repeat(deep));
    const text = await read(bytes);
    expect(text.length).toBe(bytes.length);
  });
});
