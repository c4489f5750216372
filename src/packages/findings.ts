import { formatCount } from '../bytes/units.ts';
import type { Cataloged, FoundPackage } from './package.ts';

/** What is kept of one file. Real names and versions have some tens of characters. */
export const findingLimits = {
  packages: 50_000,
  unknowns: 20,
  nameLength: 512,
  versionLength: 256,
  licences: 20,
  licenceLength: 500,
} as const;

/** Gathers what one file tells of, and keeps it within the limits: what goes beyond them is said. */
export class Findings {
  readonly #packages: FoundPackage[] = [];
  readonly #unknowns: string[] = [];
  #leftOut = 0;
  #unsaid = 0;

  add(found: FoundPackage): void {
    const { packages, nameLength } = findingLimits;
    if (this.#packages.length >= packages) this.#leftOut++;
    else if (found.name.trim() === '') this.miss('has a package without a name');
    else if (found.name.length > nameLength) {
      this.miss(`has a name of ${formatCount(found.name.length)} characters, which is left out`);
    } else this.#packages.push({ ...found, version: this.#versionOf(found), licences: shortened(found.licences) });
  }

  /** `reason`: a clause that goes on from the path. */
  miss(reason: string): void {
    if (this.#unknowns.length < findingLimits.unknowns) this.#unknowns.push(reason);
    else this.#unsaid++;
  }

  result(): Cataloged {
    const unknowns = [...this.#unknowns];
    if (this.#unsaid > 0) unknowns.push(`has ${formatCount(this.#unsaid)} more entries that could not be read`);
    if (this.#leftOut > 0) {
      const kept = formatCount(findingLimits.packages);
      unknowns.push(`tells of ${formatCount(this.#leftOut)} packages more than the ${kept} that are kept of a file`);
    }
    return { packages: this.#packages, unknowns };
  }

  #versionOf({ name, version }: FoundPackage): string | null {
    if (version === null || version.length <= findingLimits.versionLength) return version;
    this.miss(`gives ${name.slice(0, 80)} a version of ${formatCount(version.length)} characters, which is left out`);
    return null;
  }
}

function shortened(licences: readonly string[]): readonly string[] {
  const { licences: most, licenceLength } = findingLimits;
  if (licences.length <= most && licences.every(({ length }) => length <= licenceLength)) return licences;
  return licences
    .slice(0, most)
    .map((text) => (text.length > licenceLength ? `${text.slice(0, licenceLength)}…` : text));
}
