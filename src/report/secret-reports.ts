import type { ImageSecret } from '../secrets/image-secrets.ts';
import type { OwnPattern } from '../secrets/own-patterns.ts';
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

/**
 * By name of a Dockerfile: what of a list of secrets stands in it, in the order of its text. What switches off the finding
 * takes no secret out of the Dockerfile.
 */
export function dockerfileSecretReports(
  secrets: readonly ImageSecret[],
  values: SecretValues | null,
  titles: OwnTitles = new Map(),
): ReadonlyMap<string, SecretReport[]> {
  const reports = new Map<string, SecretReport[]>();
  const places = secrets.flatMap((secret) =>
    secret.places.flatMap((place) => (place.where === 'dockerfile' ? [{ secret, place }] : [])),
  );
  places.sort((one, other) => one.place.found.offset - other.place.found.offset);
  for (const { secret, place } of places) {
    const { detector, severity, excerpt, hash } = secret;
    const { holder } = place.found;
    const report: SecretReport = {
      detector,
      ...titleOf(detector, titles),
      severity,
      where: 'dockerfile',
      path: null,
      name: holder === '' ? null : holder,
      layer: null,
      line: place.line,
      visible: true,
      removedIn: null,
      excerpt,
      ...valueOf(hash, values),
    };
    const known = reports.get(place.name);
    if (known) known.push(report);
    else reports.set(place.name, [report]);
  }
  return reports;
}
