import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { describeSecrets } from '../../src/lint/describe-secrets.ts';
import type { DockerfileAudit } from '../../src/lint/audit-dockerfile.ts';
import type { SecretReport } from '../../src/report/report.ts';
import { dockerfileSecretReports, type OwnTitles, type SecretValues } from '../../src/report/secret-reports.ts';
import { placesInDockerfile, withDockerfiles, type SearchedDockerfile } from '../../src/secrets/dockerfile-secrets.ts';
import type { DockerfilePlace } from '../../src/secrets/image-secrets.ts';

/** A Dockerfile as it is searched. */
export const searchDockerfile = async (text: string, name = 'Dockerfile'): Promise<SearchedDockerfile> => ({
  name,
  secrets: await describeSecrets(parseDockerfile(text)),
});

/** Where secrets stand in a Dockerfile. */
export const placesIn = async (text: string, name?: string): Promise<DockerfilePlace[]> =>
  placesInDockerfile(await searchDockerfile(text, name));

/** The secrets of one Dockerfile alone, as its report lists them. */
export const reportedIn = (
  name: string,
  { secrets }: Pick<DockerfileAudit, 'secrets'>,
  values: SecretValues | null = null,
  titles?: OwnTitles,
): SecretReport[] =>
  dockerfileSecretReports(withDockerfiles(null, [{ name, secrets }]).secrets, values, titles).get(name) ?? [];
