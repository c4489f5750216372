import type { FoundPackage } from '../package.ts';
import { guessCoordinates, stemOf } from './guess-coordinates.ts';
import type { Manifest } from './manifest.ts';
import type { Coordinates } from './pom-properties.ts';

/** What one archive says of itself. */
export interface JarFacts {
  /** The path or entry that it is. */
  readonly fileName: string;
  /** Where it lies in the file; '' for the file itself. */
  readonly inside: string;
  readonly poms: readonly Coordinates[];
  readonly manifest: Manifest;
  /** In a pom.xml, by `group/artifact`. */
  readonly licences: ReadonlyMap<string, readonly string[]>;
}

/**
 * The archive's own package, and those whose classes were put into it (shaded). The own one comes first; null where nothing
 * says what it is.
 */
export function identifyJar(facts: JarFacts): { own: FoundPackage | null; shaded: readonly FoundPackage[] } {
  const { fileName, inside, poms, manifest } = facts;
  const main = poms.length === 1 ? poms[0] : mainOf(poms, stemOf(fileName));
  const others = poms.filter((pom) => pom !== main);
  const shaded = others.map((pom) => ({
    ...packageOf(pom),
    licences: inPom(pom, facts),
    inside: placeOf(pom, inside),
  }));
  const place = inside === '' ? {} : { inside };
  const guess = main?.version ? null : guessCoordinates(fileName, manifest);
  const own = main
    ? { ...packageOf(main, guess?.version), ...place }
    : guess && { ...packageOf(guess), ...place, isGuess };
  const more = { licences: licencesOf(main, facts), ...(isApplication(facts) ? { isApplication: true as const } : {}) };
  return { own: own && { ...own, ...more }, shaded };
}

const isGuess = true as const;

/** A version that stands elsewhere makes it a guess. */
function packageOf({ group, artifact, version }: Coordinates, guessed?: string | null): FoundPackage {
  const name = group === '' ? artifact : `${group}:${artifact}`;
  const found = { type: 'maven', name, version: version ?? guessed ?? null, licences: [] } as const;
  return version === null && guessed ? { ...found, isGuess } : found;
}

const placeOf = ({ group, artifact }: Coordinates, inside: string): string =>
  `${inside === '' ? '' : `${inside}!/`}META-INF/maven/${group}/${artifact}`;

/** The one that the file is named after; of `spring` and `spring-core` in `spring-core-5.jar` the longer. */
function mainOf(poms: readonly Coordinates[], stem: string): Coordinates | undefined {
  const fitting = poms.filter(({ artifact }) => stem === artifact || stem.startsWith(`${artifact}-`));
  return fitting.toSorted((one, other) => other.artifact.length - one.artifact.length)[0];
}

/** Spring Boot's loader starts it. */
const isApplication = ({ inside, manifest }: JarFacts): boolean => inside === '' && manifest.has('start-class');

const inPom = ({ group, artifact }: Coordinates, { licences }: JarFacts): readonly string[] =>
  licences.get(`${group}/${artifact}`) ?? [];

/** What the manifest says is what was packed. */
function licencesOf(main: Coordinates | undefined, facts: JarFacts): readonly string[] {
  const told = licencesIn(facts.manifest);
  return told.length > 0 || !main ? told : inPom(main, facts);
}

/** `Bundle-License: "Apache-2.0";link="https://…", MIT` */
function licencesIn(manifest: Manifest): readonly string[] {
  const clauses = manifest.get('bundle-license')?.split(',') ?? [];
  const texts = clauses.map((clause) => (clause.split(';', 1)[0] ?? '').replaceAll('"', '').trim());
  return texts.filter((text) => text !== '' && !text.includes('='));
}
