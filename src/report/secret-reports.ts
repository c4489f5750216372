import type { DockerfileAudit } from '../lint/audit-dockerfile.ts';
import type { DockerfileSecret } from '../secrets/found-secret.ts';
import type { ImageSecret } from '../secrets/image-secrets.ts';
import type { OwnPattern } from '../secrets/own-patterns.ts';
import type { Severity } from '../severity.ts';
import type { SecretReport } from './report.ts';

/** Values of secrets by their hash, where the user wants them in the report. */
export type SecretValues = ReadonlyMap<string, string>;

function valueOf(hash: string, values: SecretValues | null): Pick<SecretReport, 'value'> {
  const value = values?.get(hash);
  return value === undefined ? {} : { value };
}

/** By detector: what the user calls the secrets that patterns of their own find. */
export type OwnTitles = ReadonlyMap<string, string>;

export const ownTitles = (patterns: readonly OwnPattern[]): OwnTitles =>
  new Map(patterns.map(({ id, title }) => [id, title]));

function titleOf(detector: string, titles: OwnTitles): Pick<SecretReport, 'title'> {
  const title = titles.get(detector);
  return title === undefined ? {} : { title };
}

/** Every place of the secrets of an image, in their order. */
export const imageSecretReports = (
  secrets: readonly ImageSecret[],
  values: SecretValues | null,
  titles: OwnTitles = new Map(),
): SecretReport[] =>
  secrets.flatMap(({ detector, severity, excerpt, hash, places }) =>
    places.map(({ where, path, name, layer, line, visible, removedIn }) => ({
      detector,
      ...titleOf(detector, titles),
      severity,
      where,
      path,
      name,
      layer,
      line,
      visible,
      removedIn,
      excerpt,
      ...valueOf(hash, values),
    })),
  );

const rule = 'PL1016';
const placeOf = ({ line, column }: { line: number; column: number }): string => `${line}:${column}`;

/** Those of a Dockerfile that a finding tells: what the user lets stand, by whatever means, is in no list. */
export function toldSecrets({
  findings,
  secrets,
}: DockerfileAudit): { secret: DockerfileSecret; severity: Severity }[] {
  if (secrets.length === 0) return [];
  const told = new Map(
    findings.flatMap(({ code, at, severity }) => (code === rule && at ? [[placeOf(at), severity] as const] : [])),
  );
  return secrets.flatMap((secret) => {
    const severity = told.get(placeOf(secret));
    return severity ? [{ secret, severity }] : [];
  });
}

export const dockerfileSecretReports = (audit: DockerfileAudit, values: SecretValues | null): SecretReport[] =>
  toldSecrets(audit).map(({ secret: { detector, holder, line, excerpt, hash }, severity }) => ({
    detector,
    severity,
    where: 'dockerfile',
    path: null,
    name: holder === '' ? null : holder,
    layer: null,
    line,
    visible: true,
    removedIn: null,
    excerpt,
    ...valueOf(hash, values),
  }));
