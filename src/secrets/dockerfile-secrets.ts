// Secrets in Dockerfiles, beside those of an image or alone.
import type { DockerfileSecret } from './found-secret.ts';
import { secretsAt, worstFirst, type DockerfilePlace, type ImageSecrets } from './image-secrets.ts';

/** A Dockerfile that was searched. */
export interface SearchedDockerfile {
  readonly name: string;
  readonly secrets: readonly DockerfileSecret[];
}

/** Told of one Dockerfile; there may be more. */
export const mostInDockerfile = 100;

export const placesInDockerfile = ({ name, secrets }: SearchedDockerfile): DockerfilePlace[] =>
  secrets.map((found) => ({
    where: 'dockerfile',
    path: null,
    name,
    layer: null,
    line: found.line,
    visible: true,
    removedIn: null,
    reason: null,
    severity: found.severity,
    entry: null,
    entryName: null,
    found,
  }));

const noImage: ImageSecrets = {
  secrets: [],
  capped: [],
  partial: { files: 0, bytes: 0 },
  searched: { files: 0, bytes: 0 },
  incomplete: [],
};

/** What stands in an image and in Dockerfiles as one list: what is in both is one secret. Null: there is no image. */
export function withDockerfiles(image: ImageSecrets | null, dockerfiles: readonly SearchedDockerfile[]): ImageSecrets {
  const found = image ?? noImage;
  const places = dockerfiles.flatMap(placesInDockerfile);
  if (places.length === 0) return found;
  const inImage = found.secrets.flatMap((secret) => secret.places);
  const full = dockerfiles.filter(({ secrets }) => secrets.length >= mostInDockerfile);
  return {
    ...found,
    secrets: secretsAt([...inImage, ...places]).sort(worstFirst),
    capped: [...found.capped, ...full.map(({ name }) => name)],
  };
}
