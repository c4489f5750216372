import { randomFillSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JarWalk, jarLimits } from '../../../src/packages/java/jar-walk.ts';
import type { Cataloged } from '../../../src/packages/package.ts';
import { aClass, jar, manifest, pom } from './jars.ts';

const read = (bytes: Uint8Array, path = '/srv/app.jar'): Cataloged => new JarWalk(bytes.length).read(path, bytes);
const namesOf = ({ packages }: Cataloged): string[] =>
  packages.map(({ name, version, inside, isGuess, isApplication }) =>
    [name, version, inside, isGuess && 'guess', isApplication && 'application'].filter(Boolean).join(' '),
  );
/** What it says beside them is nothing. */
const wholeNamesOf = (said: Cataloged): string[] => {
  expect(said.unknowns).toEqual([]);
  return namesOf(said);
};

describe('a jar', () => {
  test('is what its pom.properties says, whatever it is called', () => {
    const bytes = jar({
      ...pom('commons-io:commons-io:2.6'),
      ...manifest('Bundle-License: "Apache-2.0";link="https://x", MIT'),
      ...aClass,
    });
    expect(wholeNamesOf(read(bytes, '/opt/helper.jar'))).toEqual(['commons-io:commons-io 2.6']);
    expect(read(bytes).packages[0]?.licences).toEqual(['Apache-2.0', 'MIT']);
  });

  test('has the licences of its pom.xml where its manifest tells none', () => {
    const xml = (name: string): string =>
      `<project><licenses><license><name>${name}</name></license></licenses></project>`;
    const bytes = jar({
      ...pom('a:tool:1'),
      ...pom('b:other:2'),
      'META-INF/maven/a/tool/pom.xml': xml('MIT'),
      'META-INF/maven/b/other/pom.xml': xml('BSD'),
    });
    const licences = read(bytes, '/lib/tool-1.jar').packages.map((one) => one.licences);
    expect(licences).toEqual([['MIT'], ['BSD']]);
  });

  test('without one is guessed', () => {
    const bytes = jar({
      ...manifest('Implementation-Title: spring-core', 'Implementation-Version: 5.3.12'),
      ...aClass,
    });
    expect(wholeNamesOf(read(bytes, '/lib/spring-core-5.3.12.jar'))).toEqual([
      'org.springframework:spring-core 5.3.12 guess',
    ]);
    const noVersion = jar({ ...pom('a:b:${revision}'), ...aClass });
    expect(wholeNamesOf(read(noVersion, '/lib/b-1.2.jar'))).toEqual(['a:b 1.2 guess']);
    expect(wholeNamesOf(read(noVersion, '/lib/b.jar'))).toEqual(['a:b']);
  });

  test('that has others put into it gives each of them, and itself by its name', () => {
    const shaded = { ...pom('a:tool:1.0'), ...pom('b:tool-core:2.0'), ...pom('c:other:3.0') };
    expect(wholeNamesOf(read(jar(shaded), '/lib/tool-core-2.0.jar'))).toEqual([
      'b:tool-core 2.0',
      'a:tool 1.0 META-INF/maven/a/tool',
      'c:other 3.0 META-INF/maven/c/other',
    ]);
    expect(wholeNamesOf(read(jar(shaded), '/lib/mine-7.jar'))).toContain('mine 7 guess');
    expect(wholeNamesOf(read(jar(shaded), '/lib/mine.jar'))).toHaveLength(3);
  });

  test('that tells of nothing is unknown, where it has classes', () => {
    const reason = 'tells neither of a package nor of a version in a form that is known';
    expect(read(jar(aClass))).toEqual({ packages: [], unknowns: [reason] });
    expect(read(jar({ 'messages.properties': 'a=b' }))).toEqual({ packages: [], unknowns: [] });
  });
});

describe('archives in archives', () => {
  const inner = jar({ ...pom('org.acme:inner:1.0'), ...aClass });
  const library = jar({ ...pom('org.acme:library:2.0'), 'lib/inner-1.0.jar': inner });

  test.each([false, true])('are looked into, packed: %s', (isPacked) => {
    const boot = jar(
      {
        ...pom('org.acme:orders:3.0'),
        ...manifest('Start-Class: a.B'),
        'BOOT-INF/lib/library.jar': library,
        'BOOT-INF/lib/inner-1.0.jar': inner,
      },
      isPacked,
    );
    expect(wholeNamesOf(read(boot)).toSorted()).toEqual([
      'org.acme:inner 1.0 BOOT-INF/lib/inner-1.0.jar',
      'org.acme:inner 1.0 BOOT-INF/lib/library.jar!/lib/inner-1.0.jar',
      'org.acme:library 2.0 BOOT-INF/lib/library.jar',
      'org.acme:orders 3.0 application',
    ]);
  });

  test('are those of a web application in an enterprise one', () => {
    const web = jar({ 'WEB-INF/lib/inner-1.0.jar': inner, 'WEB-INF/classes/a/B.class': '' });
    expect(wholeNamesOf(read(jar({ 'web-4.0.war': web }), '/a.ear'))).toEqual([
      'org.acme:inner 1.0 web-4.0.war!/WEB-INF/lib/inner-1.0.jar',
      'web 4.0 web-4.0.war guess',
    ]);
  });

  test('that tell of nothing, or are damaged, are named', () => {
    const said = read(jar({ ...pom('a:b:1'), 'one.jar': jar(aClass), 'two.jar': jar(aClass), 'bad.jar': 'no zip' }));
    expect(namesOf(said)).toEqual(['a:b 1']);
    expect(said.unknowns).toEqual([
      'holds bad.jar, which is no zip archive',
      'holds one.jar, two.jar, which tell of no package or no version',
    ]);
  });

  test('are looked into to a depth of 50', () => {
    let bytes = inner;
    for (let depth = 0; depth < 48; depth++) bytes = jar({ 'a.jar': bytes });
    expect(read(jar({ 'a.jar': bytes })).packages.map(({ name }) => name)).toEqual(['org.acme:inner']);
    expect(read(jar({ 'a.jar': jar({ 'a.jar': bytes }) }))).toEqual({
      packages: [],
      unknowns: ['holds archives in each other more than 50 deep: the innermost were not looked at'],
    });
  });

  test('cut off give what is there', () => {
    const boot = jar({
      ...pom('org.acme:orders:3.0'),
      'lib/library.jar': library,
      'lib/inner-1.0.jar': inner,
      'z.txt': 'z',
    });
    const said = read(boot.subarray(0, boot.length - 30));
    expect(namesOf(said).toSorted()).toEqual(namesOf(read(boot)).toSorted());
    expect(said.unknowns).toEqual(['is cut off or damaged: some of its entries could not be read']);
  });
});

const number = (bytes: Uint8Array, at: number): number => Buffer.from(bytes).readUInt32LE(at);

/** The first entry of an archive, listed so many times. */
function listedOften(bytes: Uint8Array, times: number): Uint8Array<ArrayBuffer> {
  const end = Buffer.from(bytes.subarray(-22));
  const start = number(bytes, bytes.length - 22 + 16);
  const listed = bytes.subarray(start, bytes.length - 22);
  end.writeUInt32LE(listed.length * times, 12);
  return Uint8Array.from(
    Buffer.concat([bytes.subarray(0, start), ...Array.from({ length: times }, () => listed), end]),
  );
}

describe('what a jar is not made for', () => {
  const timed = (bytes: Uint8Array): Cataloged & { milliseconds: number } => {
    const start = performance.now();
    return { ...read(bytes), milliseconds: performance.now() - start };
  };

  test('a bomb ends, and what stands before is given', () => {
    const bomb = jar({ ...pom('a:b:1'), 'bomb.jar': new Uint8Array(60_000_000), ...pom('z:z:1') }, true);
    expect(bomb.length).toBeLessThan(100_000);
    const said = timed(bomb);
    expect(namesOf(said)).toEqual(['a:b 1']);
    expect(said.unknowns).toEqual([
      'unpacks to many times its size, as a bomb does: what lies behind bomb.jar was not looked at',
    ]);
    expect(said.milliseconds).toBeLessThan(5000);
  });

  test('a bomb of many manifests ends', () => {
    const said = timed(listedOften(jar({ 'META-INF/MANIFEST.MF': new Uint8Array(1_000_000) }), 50_000));
    expect(said.unknowns).toHaveLength(1);
    expect(said.unknowns[0]).toMatch(/^unpacks to many times its size/);
    expect(said.milliseconds).toBeLessThan(5000);
  });

  test('a pom.properties of 100 MB is told, not read', () => {
    const said = timed(jar({ 'META-INF/maven/a/b/pom.properties': new Uint8Array(100_000_000), ...aClass }));
    expect(said.packages).toEqual([]);
    expect(said.unknowns[0]).toBe('holds META-INF/maven/a/b/pom.properties, which is larger than 65.5 kB');
    expect(said.milliseconds).toBeLessThan(5000);
  });

  test('more than 100,000 entries', () => {
    const said = timed(listedOften(jar({ ...aClass }), 100_001));
    expect(said.unknowns).toContain('holds more than 100,000 entries: those behind them were not looked at');
    expect(said.milliseconds).toBeLessThan(5000);
  });

  test('an archive that is listed as many times', () => {
    const said = timed(listedOften(jar({ 'a-1.jar': jar(pom('a:b:1')) }), 60_000));
    expect(said.packages).toHaveLength(jarLimits.archives - 1);
    expect(said.unknowns).toEqual(['holds more archives than are looked into: those behind a-1.jar were not']);
    expect(said.milliseconds).toBeLessThan(10_000);
  });

  test('an encrypted entry, and a way of packing that is not known, are told', () => {
    const bytes = jar({ 'lib/a.jar': jar(pom('a:b:1')) });
    const start = number(bytes, bytes.length - 22 + 16);
    expect(read(bytes.with(start + 8, 1)).unknowns).toEqual(['holds lib/a.jar, which is encrypted']);
    expect(read(bytes.with(start + 10, 99)).unknowns).toEqual([
      'holds lib/a.jar, which is packed in a way that is not known',
    ]);
  });

  test('an archive of more than 32 MB that is packed in another', () => {
    const noise = randomFillSync(new Uint8Array(33_000_000));
    const said = read(jar({ ...pom('a:b:1'), 'large.jar': noise }, true));
    expect(said.unknowns).toEqual(['holds large.jar, which is larger than 32.0 MB']);
  });

  test('names of 60 kB', () => {
    const said = read(jar({ ...pom('a:b:1'), [`${'n'.repeat(60_000)}.jar`]: jar(pom('a:c:1')) }));
    expect(said.unknowns).toEqual(['holds an archive under a name that is too long to be one']);
  });
});

test('a jar of any damage is read without an error', () => {
  const inner = jar({ ...pom('org.acme:inner:1.0'), ...manifest('Bundle-Version: 1.0') });
  const bytes = jar({
    ...pom('org.acme:orders:3.0'),
    'lib/inner.jar': inner,
    'packed.jar': jar({ 'a.jar': inner }, true),
  });
  const damage = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 8 });
  fc.assert(
    fc.property(damage, fc.nat(bytes.length), fc.boolean(), (changes, length, isCut) => {
      const damaged = bytes.slice(0, isCut ? length : bytes.length);
      for (const [at, value] of changes) if (at < damaged.length) damaged[at] = value;
      const { packages, unknowns } = read(damaged);
      expect(packages.length).toBeLessThan(20);
      expect(unknowns.length).toBeLessThanOrEqual(jarLimits.unknowns + 2);
    }),
    { numRuns: 500 },
  );
});
