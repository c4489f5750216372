// The larger images: what other bases would take away of them, by what their own layers show.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../src/dockerfile/parse.ts';
import { baseFromDockerfile, baseFromHistory } from '../../../src/history/base-boundary.ts';
import { collectProgramFacts } from '../../../src/optimize/compatibility/program-facts.ts';
import { baseVariants, type BaseVariants } from '../../../src/outlook/base-variants/base-variants.ts';
import type { ImagePackages } from '../../../src/packages/package.ts';
import { askedOf } from '../../optimize/compatibility/asked.ts';
import { day, flawsIn, toldOf } from '../../support/base-variants.ts';
import { hardenFile } from '../../support/hardened-image.ts';
import { packagesOfFile } from '../../support/image-packages.ts';
import { sharedFixtures } from '../../support/shared-fixtures.ts';

const fixtures = sharedFixtures();

interface Told {
  readonly variants: BaseVariants;
  readonly packages: ImagePackages;
}

async function told(
  folder: string,
  archive: string,
  ids: Readonly<Record<string, readonly string[]>> = {},
): Promise<Told> {
  const path = join(fixtures!.images, folder, archive);
  const [image, packages] = [await hardenFile(path), await packagesOfFile(path)];
  const text = readFileSync(join(fixtures!.shared, 'images', folder, 'Dockerfile'), 'utf8');
  const { history, layers } = image.image;
  const boundary =
    baseFromDockerfile(parseDockerfile(text, 'Dockerfile'), history, layers.length) ??
    baseFromHistory(history, layers.length);
  const programs = collectProgramFacts(image);
  const compatibility = askedOf(image, { base: boundary.name, baseLayers: boundary.layers, programs });
  const variants = baseVariants({
    config: image.image.config,
    packages,
    base: { ...boundary, stored: 0 },
    yours: { stored: 0 },
    flaws: flawsIn(packages.packages, ids),
    installed: programs.packages.installed,
    compatibility,
    day,
  });
  return { variants, packages };
}

const scratch = 'It is built from scratch: there is no base image to change.';

describe.skipIf(!fixtures)('of the larger images', { timeout: 180_000 }, () => {
  test('node-bloated: the version is that of Debian’s library, and what its Node.js needs stays', async () => {
    const { variants, packages } = await told('node-bloated', 'node-bloated.tar', { libc6: ['A!'], adduser: ['B'] });
    expect(variants.kind === 'told' && variants.today.base).toEqual({
      reference: 'node:18',
      how: 'The package libnode108 is installed; FROM says node:latest.',
    });
    // Of 107 packages of Debian, four came above the base and two are Node.js itself.
    const debian = packages.packages.filter(({ type, hidden, layer }) => type === 'deb' && !hidden && layer < 5);
    expect(debian).toHaveLength(103);
    expect(toldOf(variants)).toEqual([
      'same node:18: 0 estimated, 1 estimated, not looked at',
      'newer node:26: not known, not known, not looked at',
      "slim node:18-slim: 0 estimated, 0 estimated, can't tell",
      'alpine node:18-alpine: 101 measured, 2 measured, does not fit',
    ]);
  });

  test.each([
    ['python-app', 'python-app.tar', ['newer debian:trixie-slim: not known, not known, not looked at']],
    ['java-fat', 'java-fat.tar', ['newer debian:trixie-slim: not known, not known, not looked at']],
    ['go-static', 'go-static.tar', [scratch]],
    ['rpm-based', 'rpm-sqlite.tar', [scratch]],
  ])('%s', async (folder, archive, expected) => {
    const { variants } = await told(folder, archive);
    expect(toldOf(variants)).toEqual(expected);
  });
});
