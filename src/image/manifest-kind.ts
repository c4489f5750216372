// What a manifest of an OCI layout is: an image, an attestation about one, or another artifact that is kept in a registry.
// https://github.com/opencontainers/image-spec/blob/main/manifest.md#guidelines-for-artifact-usage
import { decodeDescriptor, type Descriptor } from './descriptor.ts';
import { asArray, asObject, asText, type JsonObject } from './json.ts';

export type ManifestKind =
  | { readonly kind: 'image' }
  | { readonly kind: 'attestation' }
  /** `what`: in words for the user. */
  | { readonly kind: 'artifact'; readonly what: string };

const statementType = /^application\/vnd\.(?:in-toto|dsse\.envelope|dev\.sigstore\.bundle)\b/;

/** Artifacts that are met in practice, by the beginning of their type. */
const artifacts: readonly { readonly type: string; readonly what: string }[] = [
  { type: 'application/vnd.cncf.helm.', what: 'a Helm chart' },
  { type: 'application/vnd.dev.cosign.', what: 'a cosign signature' },
  { type: 'application/vnd.dev.sigstore.bundle', what: 'a Sigstore bundle' },
  { type: 'application/vnd.cncf.notary.', what: 'a Notary signature' },
  { type: 'application/vnd.cyclonedx', what: 'a bill of materials (CycloneDX)' },
  { type: 'application/spdx', what: 'a bill of materials (SPDX)' },
  { type: 'text/spdx', what: 'a bill of materials (SPDX)' },
  { type: 'application/vnd.sylabs.sif.', what: 'a Singularity image (SIF)' },
  { type: 'application/vnd.wasm.', what: 'a WebAssembly module' },
  { type: 'application/wasm', what: 'a WebAssembly module' },
  { type: 'application/vnd.cncf.flux.', what: 'a Flux source' },
  { type: 'application/vnd.devcontainers', what: 'a dev container feature' },
  { type: 'application/vnd.docker.ai.', what: 'an AI model' },
];

const emptyConfig = 'application/vnd.oci.empty.v1+json';

/** Config types that make a manifest an image; Docker 1.10 pushed configs as octet streams. */
const imageConfigs: ReadonlySet<string> = new Set([
  '',
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
  'application/octet-stream',
]);

const isLayerType = (type: string): boolean =>
  type === '' || type === 'application/octet-stream' || /(?:\btar\b|\brootfs\.diff\b|\blayer\.)/.test(type);

export const layersOf = (manifest: JsonObject): Descriptor[] => asArray(manifest.layers).map(decodeDescriptor);

/** True for a descriptor of BuildKit's attestations, which say so in an index already. */
export const namesAttestation = ({ annotations }: Descriptor): boolean =>
  annotations['vnd.docker.reference.type'] === 'attestation-manifest';

export const statesPredicate = (layer: Descriptor): boolean => statementType.test(layer.mediaType);

function artifactNamed(types: readonly string[]): ManifestKind {
  const known = artifacts.find(({ type }) => types.some((other) => other.startsWith(type)));
  const [first] = types.filter((type) => type !== '' && type !== emptyConfig && !imageConfigs.has(type));
  return {
    kind: 'artifact',
    what: known?.what ?? (first ? `an artifact of type ${first}` : 'an artifact without a type'),
  };
}

/** Tells by the types; a manifest that says nothing is taken for an image. */
export function kindOfManifest(descriptor: Descriptor, manifest: JsonObject): ManifestKind {
  const layers = layersOf(manifest);
  if (namesAttestation(descriptor) || layers.some(statesPredicate)) return { kind: 'attestation' };
  const config = asText(asObject(manifest.config).mediaType);
  const artifactType = asText(manifest.artifactType) || descriptor.artifactType;
  const isArtifact =
    !imageConfigs.has(artifactType) ||
    !imageConfigs.has(config) ||
    (layers.length > 0 && !layers.some(({ mediaType }) => isLayerType(mediaType)));
  return isArtifact
    ? artifactNamed([artifactType, config, ...layers.map(({ mediaType }) => mediaType)])
    : { kind: 'image' };
}
