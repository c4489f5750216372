import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { describeSecrets } from '../../src/lint/describe-secrets.ts';
import { placesInDockerfile, type SearchedDockerfile } from '../../src/secrets/dockerfile-secrets.ts';
import type { DockerfilePlace } from '../../src/secrets/image-secrets.ts';

/** A Dockerfile as it is searched. */
export const searchDockerfile = async (text: string, name = 'Dockerfile'): Promise<SearchedDockerfile> => ({
  name,
  secrets: await describeSecrets(parseDockerfile(text)),
});

/** Where secrets stand in a Dockerfile. */
export const placesIn = async (text: string, name?: string): Promise<DockerfilePlace[]> =>
  placesInDockerfile(await searchDockerfile(text, name));
