import type { AdvisoryCollection, AdvisoryTable } from './advisory-table.ts';
import { familyOf } from './osv-ecosystems.ts';
import { writeDatabase } from './write-database.ts';

/** One file of a database before it is compressed. */
export interface BuiltPart {
  readonly ecosystem: string;
  readonly text: string;
  readonly advisories: number;
  readonly packages: number;
}

/** Licences of what OSV gathers, as their sources state them; not stated: to be asked for before it is passed on. */
const licences: Readonly<Record<string, string>> = {
  Go: 'CC-BY-4.0',
  PyPI: 'CC-BY-4.0',
  npm: 'CC-BY-4.0 (GitHub Advisory Database), Apache-2.0 (malicious packages)',
  Maven: 'CC-BY-4.0',
  RubyGems: 'CC-BY-4.0',
  NuGet: 'CC-BY-4.0',
  Packagist: 'CC-BY-4.0',
  'crates.io': 'CC0-1.0 (RustSec), CC-BY-4.0 (GitHub Advisory Database)',
  Ubuntu: 'CC-BY-SA-4.0',
  'Rocky Linux': 'BSD-3-Clause',
  AlmaLinux: 'MIT',
};

/** Null where the source states none: Debian, Alpine. */
export const licenceOf = (ecosystem: string): string | null => licences[familyOf(ecosystem)] ?? null;

/** Ubuntu Pro's records are about packages that an image without a subscription cannot have. */
const isLeftOut = (ecosystem: string): boolean => ecosystem.startsWith('Ubuntu:Pro');

function buildPart(table: AdvisoryTable): BuiltPart {
  const { ecosystem, advisories } = table;
  const packages = new Set([...table.packages.keys(), ...table.malicious]).size;
  return { ecosystem, text: writeDatabase(table), advisories, packages };
}

/** One part at a time, as each may be large; those of other ecosystems than `family` are aliases' and are passed over. */
export function* buildDatabase(collection: AdvisoryCollection, family: string): Generator<BuiltPart> {
  for (const part of collection.parts) {
    if (familyOf(part) === family && !isLeftOut(part)) yield buildPart(collection.lookup(part));
  }
}
