// Base scores of CVSS vectors, worked out where records are read: when the database is built, and in the worker for dropped ones.
// Versions 2 and 3 by their formulas (2: chapter 3.2.1; 3.1: chapter 7.1, of which 3.0 differs in how it rounds alone);
// version 4, which has a table of 270 entries, by the library cvss4.
// https://www.first.org/cvss/v2/guide, https://www.first.org/cvss/v3.1/specification-document
import { calculateBaseScoreV4 } from 'cvss4';

const mostLength = 512;

type Weights = Readonly<Record<string, number>>;

const attackVectors: Weights = { N: 0.85, A: 0.62, L: 0.55, P: 0.2 };
const attackComplexities: Weights = { L: 0.77, H: 0.44 };
const privileges: Weights = { N: 0.85, L: 0.62, H: 0.27 };
const privilegesBeyond: Weights = { N: 0.85, L: 0.68, H: 0.5 };
const interactions: Weights = { N: 0.85, R: 0.62 };
const impacts: Weights = { N: 0, L: 0.22, H: 0.56 };

function metricsOf(vector: string): Map<string, string> {
  return new Map(
    vector.split('/').map((metric) => {
      const colon = metric.indexOf(':');
      return [metric.slice(0, colon), metric.slice(colon + 1)];
    }),
  );
}

const weightOf = (weights: Weights, value: string | undefined): number =>
  value !== undefined && Object.hasOwn(weights, value) ? (weights[value] as number) : NaN;

/** What is left of confidentiality, integrity and availability together, taken from the whole. */
const harmOf = (metrics: ReadonlyMap<string, string>, weights: Weights): number =>
  1 - ['C', 'I', 'A'].reduce((left, name) => left * (1 - weightOf(weights, metrics.get(name))), 1);

/** The smallest number with one digit that is not below, without the errors of floating numbers (3.1, appendix A). */
function roundUp(value: number): number {
  const whole = Math.round(value * 100_000);
  return whole % 10_000 === 0 ? whole / 100_000 : (Math.floor(whole / 10_000) + 1) / 10;
}

function scoreOfVersion3(vector: string): number {
  const metrics = metricsOf(vector);
  const weight = (weights: Weights, name: string): number => weightOf(weights, metrics.get(name));
  const isChanged = metrics.get('S') === 'C';
  if (!isChanged && metrics.get('S') !== 'U') return NaN;
  const harm = harmOf(metrics, impacts);
  const impact = isChanged ? 7.52 * (harm - 0.029) - 3.25 * (harm - 0.02) ** 15 : 6.42 * harm;
  const needed = weight(isChanged ? privilegesBeyond : privileges, 'PR');
  const ease =
    8.22 * weight(attackVectors, 'AV') * weight(attackComplexities, 'AC') * needed * weight(interactions, 'UI');
  if (Number.isNaN(impact) || Number.isNaN(ease)) return NaN;
  return impact <= 0 ? 0 : roundUp(Math.min((isChanged ? 1.08 : 1) * (impact + ease), 10));
}

const accessVectors: Weights = { N: 1, A: 0.646, L: 0.395 };
const accessComplexities: Weights = { L: 0.71, M: 0.61, H: 0.35 };
const authentications: Weights = { N: 0.704, S: 0.56, M: 0.45 };
const oldImpacts: Weights = { N: 0, P: 0.275, C: 0.66 };

function scoreOfVersion2(vector: string): number {
  const metrics = metricsOf(vector);
  const weight = (weights: Weights, name: string): number => weightOf(weights, metrics.get(name));
  const impact = 10.41 * harmOf(metrics, oldImpacts);
  const ease = 20 * weight(accessVectors, 'AV') * weight(accessComplexities, 'AC') * weight(authentications, 'Au');
  const score = impact === 0 && !Number.isNaN(ease) ? 0 : (0.6 * impact + 0.4 * ease - 1.5) * 1.176;
  return Math.round(score * 10) / 10;
}

function scoreOfVersion4(vector: string): number {
  try {
    return calculateBaseScoreV4(vector);
  } catch {
    return NaN;
  }
}

/** Vectors of version 2 do not say which one they are of. */
const versions: readonly [RegExp, (vector: string) => number][] = [
  [/^CVSS:4\.0\//, scoreOfVersion4],
  [/^CVSS:3\.[01]\//, scoreOfVersion3],
  [/^AV:/, scoreOfVersion2],
];

/** Null where it is no vector of version 2, 3 or 4, or lacks one of the base metrics. */
export function scoreOf(vector: string): number | null {
  if (vector.length > mostLength) return null;
  const score = versions.find(([head]) => head.test(vector))?.[1](vector) ?? NaN;
  return score >= 0 && score <= 10 ? score : null;
}
