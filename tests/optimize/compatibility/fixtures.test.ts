// The larger images, each against what its Dockerfile and `tar -tv` show.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { baseLayersOf } from './base-layers.ts';
import { hardenFile } from '../../support/hardened-image.ts';
import { sharedFixtures } from '../../support/shared-fixtures.ts';
import { askedOf, lettersOf, reasonsOf } from './asked.ts';

const fixtures = sharedFixtures();

/** Of slim Debian, Alpine, distroless, scratch: f fits, n does not, ? can't tell. */
const expected = [
  // A program for musl and one for glibc: each speaks against the other's images.
  ['apk-based', null, 'nnnn'],
  // One static program that brings certificates and accounts, and runs as a number.
  ['go-static', null, 'ffff'],
  // `sh -c java …`, without a Java.
  ['java-fat', 'debian:bookworm-slim', '??nn'],
  // A program for glibc that is started directly; what it needs besides is not read.
  ['distroless-like', null, 'fn?n'],
  // Two compiled modules for glibc; Python by apt-get.
  ['python-app', 'debian:bookworm-slim', 'fn?n'],
  // A native add-on for glibc; npm in a shell; nothing is known of the base.
  ['node-bloated', 'example/node:1', '?nnn'],
  ['node-optimized', 'example/node:1', '?n?n'],
] as const;

describe.skipIf(!fixtures)('of the larger images', () => {
  test.each(expected)('%s', { timeout: 60_000 }, async (name, base, letters) => {
    const image = await hardenFile(join(fixtures!.images, name, `${name}.tar`));
    const baseLayers = baseLayersOf(join(fixtures!.shared, 'images', name, 'Dockerfile'), image);
    const asked = askedOf(image, { base, baseLayers });
    expect(lettersOf(asked)).toBe(letters);
    for (const { verdict, reasons } of asked) {
      const weights = reasons.map(({ weight }) => weight);
      expect(verdict === 'does not fit').toBe(weights.includes('against'));
      expect(verdict === "can't tell").toBe(!weights.includes('against') && weights.includes('unknown'));
    }
  });

  test('what speaks against Alpine names the files', { timeout: 60_000 }, async () => {
    const against = async (name: string): Promise<string[]> => {
      const image = await hardenFile(join(fixtures!.images, name, `${name}.tar`));
      const baseLayers = baseLayersOf(join(fixtures!.shared, 'images', name, 'Dockerfile'), image);
      const [, alpine] = askedOf(image, { baseLayers });
      return (alpine?.reasons ?? []).flatMap(({ weight, paths }) => (weight === 'against' ? paths : []));
    };
    const python = '/usr/local/lib/python3.11/dist-packages';
    expect(await against('apk-based')).toEqual(['/usr/local/bin/report-agent']);
    expect(await against('python-app')).toEqual([
      `${python}/regex/_regex.cpython-311-x86_64-linux-gnu.so`,
      `${python}/yaml/_yaml.cpython-311-x86_64-linux-gnu.so`,
    ]);
    expect(await against('node-bloated')).toEqual([
      '/app/node_modules/@node-rs/bcrypt-linux-x64-gnu/bcrypt.linux-x64-gnu.node',
    ]);
  });

  test('go-static needs nothing done for any of them', { timeout: 60_000 }, async () => {
    const asked = askedOf(await hardenFile(join(fixtures!.images, 'go-static/go-static.tar')));
    expect(asked.flatMap(({ reasons }) => reasons.map(({ weight }) => weight)).filter((one) => one !== 'for')).toEqual(
      [],
    );
    expect(reasonsOf(asked, 'scratch')).toContain(
      'for certificates: The image brings certificates of authorities by itself: /etc/ssl/certs/ca-certificates.crt.',
    );
  });
});
