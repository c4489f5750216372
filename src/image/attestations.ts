// Statements about images, as in-toto JSON: BuildKit's attestation manifests, cosign's `.att` images (DSSE envelopes) and
// Sigstore bundles that refer to their image by `subject`.
// https://docs.docker.com/build/metadata/attestations/attestation-storage/
// https://github.com/sigstore/cosign/blob/main/specs/ATTESTATION_SPEC.md
import type { ArchiveIndex } from '../archive/archive-index.ts';
import { decodeBase64 } from '../bytes/base64.ts';
import type { Bytes } from '../bytes/units.ts';
import { FaultError } from '../fault.ts';
import { blobName, decodeDescriptor, isDigest, type Descriptor } from './descriptor.ts';
import { asObject, asText, asTextOrNull, measureJson, parseJson, readWhole, type JsonObject } from './json.ts';
import { layersOf, statesPredicate } from './manifest-kind.ts';
import type { Attestation } from './model.ts';

const predicateKeys = ['in-toto.io/predicate-type', 'predicateType', 'dev.sigstore.bundle.predicateType'];

function predicateTypeOf(annotated: readonly JsonObject[]): string | null {
  for (const annotations of annotated) {
    for (const key of predicateKeys) {
      const type = asTextOrNull(annotations[key]);
      if (type) return type;
    }
  }
  return null;
}

/** What the statements are about; cosign says it in the tag alone: `sha256-<hex>.att`. */
function subjectOf(descriptor: Descriptor, manifest: JsonObject, names: readonly string[]): string | null {
  const tag = names.map((name) => /(?:^|:)sha256-([0-9a-f]{64})\.att$/.exec(name)?.[1]).find(Boolean);
  const said = [
    asText(descriptor.annotations['vnd.docker.reference.digest']),
    decodeDescriptor(manifest.subject).digest,
    tag ? `sha256:${tag}` : '',
  ];
  return said.find(isDigest) ?? null;
}

/** The statements of an attestation manifest; of its layers those that state nothing are left out. */
export function attestationsOf(
  index: ArchiveIndex,
  descriptor: Descriptor,
  manifest: JsonObject,
  names: readonly string[],
): Attestation[] {
  const subject = subjectOf(descriptor, manifest, names);
  return layersOf(manifest).flatMap((layer) => {
    if (!statesPredicate(layer)) return [];
    const entry = index.find(blobName(layer));
    const attestation: Attestation = {
      predicateType: predicateTypeOf([layer.annotations, asObject(manifest.annotations), descriptor.annotations]),
      mediaType: layer.mediaType,
      digest: layer.digest,
      size: layer.size,
      subject,
      file: entry?.file ?? 0,
      range: entry?.range ?? null,
    };
    return [attestation];
  });
}

/** The statement inside an envelope: the payload of DSSE, alone or in a Sigstore bundle, is base64. */
function statementIn(json: unknown): Uint8Array | null {
  const outer = asObject(json);
  const envelope = typeof outer.payload === 'string' ? outer : asObject(outer.dsseEnvelope);
  return typeof envelope.payload === 'string' ? decodeBase64(envelope.payload) : null;
}

const indent = 2;
const maxTextLength = 128 * 1024 * 1024;

// What JSON may hold as it is and nobody can see: bidirectional marks, invisible and control characters.
const unseen = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Indented, unless that would take many times the room. */
function writeJson(json: unknown, bytes: Uint8Array): string {
  const { values, indents } = measureJson(bytes);
  const length: Bytes = bytes.length + values + indents * indent;
  return JSON.stringify(json, null, length <= maxTextLength ? indent : 0).replace(unseen, escaped);
}

/**
 * The statement of an attestation as indented JSON, taken out of its envelope; every character in it can be seen.
 * `files`: the Blobs of the source (`filesOf`). Throws a FaultError where it is missing, above 64 MB or no JSON.
 */
export async function readAttestation(
  files: readonly Blob[],
  { range, file, digest }: Attestation,
  fileName: string,
): Promise<string> {
  const blob = files[file];
  if (!range || !blob) {
    throw new FaultError({ kind: 'missing-blob', fileName, path: digest, namedIn: 'an attestation manifest' });
  }
  const bytes = await readWhole(blob, range, fileName, digest);
  const json = parseJson(bytes, fileName, digest);
  const statement = statementIn(json);
  return statement ? writeJson(parseJson(statement, fileName, digest), statement) : writeJson(json, bytes);
}
