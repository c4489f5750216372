import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { rpm } from '../../../src/packages/catalogers/rpm.ts';
import type { Cataloged } from '../../../src/packages/package.ts';

const folder = join(import.meta.dirname, '../../fixtures/packages/rpm');

export const forms = ['rpmdb.sqlite', 'Packages.db', 'Packages'] as const;

/** A database that rpm wrote. */
export const database = (name: (typeof forms)[number]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(gunzipSync(readFileSync(join(folder, `${name}.gz`))));

export const readDatabase = (bytes: Uint8Array, name: string = 'rpmdb.sqlite'): Cataloged =>
  rpm.read({ path: `/var/lib/rpm/${name}`, bytes }) as Cataloged;

export const namesIn = ({ packages }: Cataloged): string[] => packages.map(({ name }) => name).sort();
