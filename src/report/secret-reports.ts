import type { DockerfileAudit } from '../lint/audit-dockerfile.ts';
import type { ImageSecret } from '../secrets/image-secrets.ts';
import { redact } from '../secrets/redact.ts';
import type { SecretReport } from './report.ts';

/** Values by their hash: those of an image's secrets, which the user wants in the report. */
export type SecretValues = ReadonlyMap<string, string>;

/** Every place of the secrets of an image, in their order; with the values that are given. */
export const imageSecretReports = (secrets: readonly ImageSecret[], values: SecretValues | null): SecretReport[] =>
  secrets.flatMap(({ detector, severity, excerpt, hash, places }) => {
    const value = values?.get(hash);
    return places.map(({ where, path, name, layer, line, visible, removedIn }) => ({
      detector,
      severity,
      where,
      path,
      name,
      layer,
      line,
      visible,
      removedIn,
      excerpt,
      ...(value === undefined ? {} : { value }),
    }));
  });

/** The secrets of a Dockerfile that its findings tell. */
export const dockerfileSecretReports = ({ secrets }: DockerfileAudit, withValues: boolean): SecretReport[] =>
  secrets.map(({ detector, severity, holder, at, value }) => ({
    detector,
    severity,
    where: 'dockerfile',
    path: null,
    name: holder === '' ? null : holder,
    layer: null,
    line: at.line,
    visible: true,
    removedIn: null,
    excerpt: redact(value),
    ...(withValues ? { value } : {}),
  }));
