import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { java } from '../../../src/packages/catalogers/java.ts';
import { sharedFixtures } from '../../support/shared-fixtures.ts';
import { jar, pom } from '../java/jars.ts';
import { catalogFile, catalogImage, filesOf, namesOf, trueNames } from './read-image.ts';

const fixtures = sharedFixtures();

describe.runIf(fixtures)('the jars of java-fat', () => {
  test('hold what they hold, and what was guessed is marked', async () => {
    const said = await catalogImage(join(fixtures!.images, 'java-fat/java-fat.tar'), java);
    expect(namesOf(said)).toEqual(trueNames(fixtures!, 'java-fat', 'maven'));
    expect(said.flatMap(({ unknowns }) => unknowns)).toEqual([]);
    const guesses = said.flatMap(({ packages }) => packages.filter(({ isGuess }) => isGuess).map(({ name }) => name));
    expect(guesses.toSorted()).toEqual([
      'org.springframework.boot:spring-boot-jarmode-layertools',
      'org.springframework:spring-core',
      'org.springframework:spring-jcl',
    ]);
  });
});

test.runIf(fixtures)(
  'the jars of java-fat, damaged anywhere, are read without an error',
  { timeout: 120_000 },
  async () => {
    const jars: Uint8Array[] = [];
    for await (const { path, bytes } of filesOf(join(fixtures!.images, 'java-fat/java-fat.tar'))) {
      if (path.endsWith('.jar')) jars.push(bytes);
    }
    expect(jars).toHaveLength(3);
    const damage = fc.array(fc.tuple(fc.nat(6_000_000), fc.nat(255), fc.boolean()), { maxLength: 40 });
    fc.assert(
      fc.property(fc.nat(2), damage, (which, changes) => {
        const bytes = jars[which]!.slice();
        // Half of them in the list of entries at its end.
        for (const [at, value, isLast] of changes) {
          bytes[isLast ? bytes.length - 1 - (at % 4000) : at % bytes.length] = value;
        }
        java.read({ path: '/a.jar', bytes });
      }),
      { numRuns: 60 },
    );
  },
);

describe('files by their endings', () => {
  test('a jar that is none is unknown; of other endings it may be something else', async () => {
    const text = Buffer.from('Rar!');
    expect((await catalogFile(java, '/a.jar', text))?.unknowns).toEqual(['is no zip archive']);
    expect((await catalogFile(java, '/a.rar', text))?.unknowns).toEqual([]);
    expect((await catalogFile(java, '/a.jar', new Uint8Array(0)))?.unknowns).toEqual([]);
    expect(await catalogFile(java, '/a.zip', jar(pom('a:b:1')))).toBe(null);
    expect((await catalogFile(java, '/A.WAR', jar(pom('a:b:1'))))?.packages).toHaveLength(1);
  });
});

const hasJar = spawnSync('jar', ['--version']).status === 0;

test.runIf(hasJar)('a jar that the tool of the JDK made', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-jar-'));
  try {
    mkdirSync(join(folder, 'META-INF/maven/org.acme/tool'), { recursive: true });
    writeFileSync(
      join(folder, 'META-INF/maven/org.acme/tool/pom.properties'),
      'groupId=org.acme\nartifactId=tool\nversion=1.2\n',
    );
    writeFileSync(
      join(folder, 'manifest.txt'),
      `Implementation-Title: ${'long-name-'.repeat(12)}\nImplementation-Version: 3.4\n`,
    );
    execFileSync('jar', ['cfm', 'with.jar', 'manifest.txt', 'META-INF/maven'], { cwd: folder });
    execFileSync('jar', ['cfm', 'without.jar', 'manifest.txt', 'manifest.txt'], { cwd: folder });
    execFileSync('jar', ['cf0', 'outer-5.jar', 'with.jar', 'without.jar'], { cwd: folder });
    const said = await catalogFile(java, '/outer-5.jar', readFileSync(join(folder, 'outer-5.jar')));
    expect(said?.packages.map(({ name, version, inside }) => [name, version, inside])).toEqual([
      ['org.acme:tool', '1.2', 'with.jar'],
      ['long-name-'.repeat(12), '3.4', 'without.jar'],
      ['outer', '5', undefined],
    ]);
    expect(said?.unknowns).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
