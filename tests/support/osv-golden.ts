import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FoundPackage, PackageType } from '../../src/packages/package.ts';

interface GoldenFinding {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly fixed: string | null;
  readonly all_fixed: readonly string[];
}

interface GoldenPackage {
  readonly ecosystem: string;
  readonly osv_name: string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly vulnerabilities: readonly GoldenFinding[];
}

interface ListedPackage {
  readonly type: PackageType;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
}

function readShared<T>(image: string, file: string): readonly T[] {
  const path = resolve(import.meta.dirname, '../../../shared/fixtures/images', image, file);
  return (JSON.parse(readFileSync(path, 'utf8')) as { packages: readonly T[] }).packages;
}

/** The packages of an image as a cataloger tells of them, each with what is expected of it. */
export function goldenVulnerabilities(image: string) {
  const listed = readShared<ListedPackage>(image, 'packages.json');
  return readShared<GoldenPackage>(image, 'vulnerabilities.json').map((golden) => {
    const one = listed.find(({ purl }) => purl === golden.purl);
    if (!one) throw new Error(`${golden.purl} is not in packages.json`);
    const found: FoundPackage = { type: one.type, name: one.name, version: one.version, licences: [] };
    const vulnerabilities = golden.vulnerabilities
      .map(({ id, aliases, fixed, all_fixed }) => ({ ids: [id, ...aliases].sort(), fixed, allFixed: all_fixed }))
      .sort((a, b) => (a.ids.join() < b.ids.join() ? -1 : 1));
    return { found, expected: { name: golden.osv_name, version: golden.version, vulnerabilities } };
  });
}
