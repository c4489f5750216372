import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '../../../shared/fixtures/osv');

/** One version of one package, and the records that affect it. */
export interface OsvCase {
  readonly ecosystem: string;
  readonly package: string;
  readonly version: string;
  readonly ids: readonly string[];
}

/** The larger advisories, which lie beside the repository; null where they are not there. */
export const osvFixtures: string | null = existsSync(join(folder, 'cases.jsonl')) ? folder : null;

export function osvCases(): OsvCase[] {
  if (!osvFixtures) return [];
  const lines = readFileSync(join(osvFixtures, 'cases.jsonl'), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as OsvCase);
}

export const osvZip = (ecosystem: string): Blob =>
  new Blob([readFileSync(join(osvFixtures ?? '', `${ecosystem}.zip`))]);
