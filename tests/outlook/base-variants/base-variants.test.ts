import { describe, expect, test } from 'vitest';
import type { Compatibility } from '../../../src/optimize/compatibility/compatibility.ts';
import { baseVariants, type BaseVariantsInput } from '../../../src/outlook/base-variants/base-variants.ts';
import type { InstalledPackage } from '../../../src/optimize/compatibility/package-facts.ts';
import { emptyConfig } from '../../support/build-image.ts';
import { bookworm, foundPackages, installed } from '../../support/installed-packages.ts';
import { debs, figureWord, flawsIn, toldOf, variantsInput } from '../../support/base-variants.ts';

/** Debian, what a full image adds, and what the project does. */
const debian = debs('libc6@0 apt@0 gcc@1 cpp@1 ca-certificates@1 openssl@1 libssl3t64@1 libfoo@1 curl@3');
const npm = installed({
  type: 'npm',
  name: 'npm',
  purl: 'pkg:npm/npm@1',
  path: '/usr/local/lib/node_modules/npm/package.json',
  layer: 2,
});
const packages = [...debian, npm];
const needs = [
  { name: 'gcc', needs: ['cpp'], layer: 1 },
  { name: 'curl', needs: ['libfoo'], layer: 3 },
  { name: 'ca-certificates', needs: ['openssl'], layer: 1 },
  { name: 'openssl', needs: ['libssl3t64'], layer: 1 },
];
const fits = (target: Compatibility['target'], verdict: Compatibility['verdict']): Compatibility => ({
  target,
  verdict,
  reasons: [],
});
const named = (name: string | null, more: Partial<BaseVariantsInput> = {}): BaseVariantsInput => {
  const input = variantsInput(packages, { installed: needs, ...more });
  return { ...input, base: { ...input.base, name } };
};
const ofType = (type: 'rpm' | 'apk', text: string): ReturnType<typeof debs> =>
  debs(text).map((one) => ({ ...one, type }));
const asked = (input: BaseVariantsInput): string[] => toldOf(baseVariants(input));
const otherOf = (input: BaseVariantsInput, kind: string) => {
  const variants = baseVariants(input);
  const other = variants.kind === 'told' ? variants.others.find((one) => one.kind === kind) : undefined;
  if (!other) throw new Error(`no ${kind} is told of`);
  return other;
};

describe('what goes', () => {
  test('with slim: what came above Debian, but for what the variant has, yours need, and these need', () => {
    expect(otherOf(named('python:3.12'), 'slim').gone.map(({ name }) => name)).toEqual(['gcc', 'cpp']);
    // node’s keeps no certificates.
    const gone = otherOf(named('node:20'), 'slim').gone.map(({ name }) => name);
    expect(gone).toEqual(['gcc', 'cpp', 'ca-certificates', 'openssl', 'libssl3t64']);
  });

  test('with Alpine: all of Debian’s packages of the base; npm stays', () => {
    const { gone, packages: figure } = otherOf(named('node:20'), 'alpine');
    expect(gone).toHaveLength(8);
    expect(gone).not.toContain(npm);
    expect(figure.kind).toBe('measured');
  });

  test('with Alpine: packages of rpm as well', () => {
    const packages = ofType('rpm', 'glibc bash@1');
    expect(otherOf(named('amazoncorretto:21', { packages: foundPackages({ packages }) }), 'alpine').gone).toHaveLength(
      2,
    );
  });

  test('with distroless of Python: its interpreter stays', () => {
    const packages = debs('libc6@0 apt@0 libreadline8t64@1 python3.13-minimal@1 gcc@1');
    const { gone } = otherOf(named('python:3.13', { packages: foundPackages({ packages }) }), 'distroless');
    expect(gone.map(({ name }) => name)).toEqual(['apt', 'gcc']);
  });

  test('with distroless: npm as well; what it has stays', () => {
    const { gone, packages: figure } = otherOf(named('node:20'), 'distroless');
    expect(gone.map(({ name }) => name)).toEqual(['apt', 'gcc', 'cpp', 'openssl', 'libfoo', 'npm']);
    expect(figure.kind).toBe('estimated');
  });

  test('Debian’s own slim image has the same packages', () => {
    const { packages: figure, flaws, note } = otherOf(named('debian:12'), 'slim');
    expect([figureWord(figure), figureWord(flaws)]).toEqual(['0 estimated', '0 estimated']);
    expect(note).toBe('It lacks manual pages and other documentation.');
  });

  const unknown: [string, Partial<BaseVariantsInput>, RegExp][] = [
    [
      'of another release',
      { packages: foundPackages({ packages, system: { ...bookworm, versionId: '11' } }) },
      /Debian 12 and 13 alone/,
    ],
    ['without knowing what needs what', { installed: null }, /could not be read/],
    ['of a base in one layer', { packages: foundPackages({ packages: debs('libc6 gcc') }) }, /lies in one layer/],
  ];
  test.each(unknown)('is not told %s', (_, more, reason) => {
    const { packages: figure, flaws, gone } = otherOf(named('python:3.12', more), 'slim');
    expect(figure).toEqual({ kind: 'unknown', reason: expect.stringMatching(reason) as string });
    expect(flaws.kind).toBe('unknown');
    expect(gone).toEqual([]);
  });

  test('needs that go in a circle come to an end', () => {
    const circle = [
      { name: 'curl', needs: ['gcc'], layer: 3 },
      { name: 'gcc', needs: ['curl', 'gcc', 'nobody'], layer: 1 },
    ];
    expect(otherOf(named('python:3.12', { installed: circle }), 'slim').gone.map(({ name }) => name)).toEqual([
      'cpp',
      'libfoo',
    ]);
  });
});

describe('what goes with other variants of the same distribution', () => {
  const ubuntu = { ...bookworm, id: 'ubuntu', versionId: '24.04', prettyName: 'Ubuntu 24.04.3 LTS', codename: 'noble' };
  const alpine = { ...bookworm, id: 'alpine', versionId: '3.23.4', prettyName: 'Alpine Linux v3.23', codename: null };
  const needing = (text: string): InstalledPackage[] =>
    text.split(';').map((line) => {
      const [name = '', ...needs] = line.trim().split(' ');
      return { name, needs, layer: null };
    });
  const goneNames = (input: BaseVariantsInput, kind: string, reference: string): string[] => {
    const variants = baseVariants(input);
    const others = variants.kind === 'told' ? variants.others : [];
    const other = others.find((one) => one.kind === kind && one.reference === reference);
    expect(other?.packages).toMatchObject({ kind: 'estimated', value: other?.gone.length });
    return other?.gone.map(({ name }) => name) ?? [];
  };

  // Those of 17-jdk-noble that 17-jre-noble has not, by docker-library/repo-info of 2026-09-16.
  const tools =
    'binutils binutils-common binutils-x86-64-linux-gnu libbinutils libctf-nobfd0 libctf0 libgprofng0 libsframe1 libjansson4';
  const jdk = debs(
    `libc6@0 libstdc++6@0 curl@1 libcurl4t64@1 fontconfig@1 p11-kit@1 p11-kit-modules@1 ${tools.replace(/ |$/g, '@1 ')} jq@3`,
  );
  const jdkNeeds = needing(`curl libcurl4t64; p11-kit p11-kit-modules; binutils binutils-common libbinutils
    binutils-x86-64-linux-gnu; binutils-x86-64-linux-gnu libctf0 libgprofng0 libjansson4 libsframe1 libstdc++6`);

  test('a JRE lacks the tools that jlink of the JDK runs', () => {
    const packages = foundPackages({ packages: jdk, system: ubuntu });
    const input = named('eclipse-temurin:17-jdk', { packages, installed: jdkNeeds });
    expect(goneNames(input, 'jre', 'eclipse-temurin:17-jre')).toEqual(tools.split(' '));
    // What jq needs stays, whoever brought it.
    const needed = [...jdkNeeds, ...needing('jq libjansson4')];
    expect(goneNames({ ...input, installed: needed }, 'jre', 'eclipse-temurin:17-jre')).not.toContain('libjansson4');
    expect(otherOf(input, 'jre').note).toBe('It lacks the compiler and tools of the JDK.');
  });

  test('that of Alpine, too', () => {
    // 17-alpine-3.23 and 17-jre-alpine-3.23, the same day.
    const packages = ofType(
      'apk',
      'musl@0 zlib@0 zstd-libs@0 gnupg@1 gpg@1 font-dejavu@1 binutils@1 jansson@1 libgcc@1 libstdc++@1 openssl@1',
    );
    const installed = needing(
      'gnupg gpg; binutils jansson libgcc libstdc++ musl zlib zstd-libs; libstdc++ libgcc musl',
    );
    const input = named('eclipse-temurin:17-jdk-alpine', {
      packages: foundPackages({ packages, system: alpine }),
      installed,
    });
    const gone = goneNames(input, 'jre', 'eclipse-temurin:17-jre-alpine');
    expect(gone).toEqual(['binutils', 'jansson', 'libgcc', 'libstdc++']);
  });

  test('nginx without its modules', () => {
    const packages = ofType(
      'apk',
      'musl@0 libcrypto3@0 nginx@1 pcre2@1 tzdata@1 gettext-envsubst@1 libintl@1 nginx-module-xslt@4 libxslt@4 curl@4 libcurl@4',
    );
    const installed = needing(
      'gettext-envsubst libintl musl; nginx pcre2 musl; nginx-module-xslt nginx libxslt; curl libcurl',
    );
    const found = foundPackages({ packages, system: alpine });
    const input = named('nginx:1.30-alpine', { packages: found, installed });
    const gone = goneNames({ ...input, base: { ...input.base, layers: 6 } }, 'alpine', 'nginx:1.30-alpine-slim');
    expect(gone).toEqual(['nginx-module-xslt', 'libxslt', 'curl', 'libcurl']);
  });

  test('Rust with a compiler of C and no more', () => {
    const packages = debs('libc6@0 gcc@2 gcc-14@2 libc6-dev@2 git@1 libssl-dev@2 ca-certificates@1');
    const input = named('rust:1', {
      packages: foundPackages({ packages }),
      installed: needing('gcc gcc-14; git libc6'),
    });
    expect(goneNames(input, 'slim', 'rust:1-slim')).toEqual(['git', 'libssl-dev']);
  });

  test('of a release that nobody looked at is not told', () => {
    const old = { ...ubuntu, versionId: '20.04' };
    const packages = foundPackages({ packages: jdk, system: old });
    const input = named('eclipse-temurin:17-jdk', { packages, installed: jdkNeeds });
    expect(otherOf(input, 'jre').packages).toEqual({
      kind: 'unknown',
      reason: 'Which packages the JRE variant has is noted of Ubuntu 22.04, 24.04 and 26.04 alone.',
    });
  });
});

describe('flaws that go', () => {
  test('are counted once, and not where another package has them', () => {
    const flaws = flawsIn(packages, { gcc: ['A', 'B', 'C'], cpp: ['A'], curl: ['C'], libc6: ['D'] });
    expect(figureWord(otherOf(named('python:3.12', { flaws }), 'slim').flaws)).toBe('2 estimated');
    expect(figureWord(otherOf(named('python:3.12', { flaws }), 'alpine').flaws)).toBe('3 measured');
  });

  test('are not known where nothing was looked up, and no zero', () => {
    const flaws = flawsIn(packages, {}, ['npm']);
    expect(otherOf(named('node:20', { flaws }), 'alpine').flaws.kind).toBe('unknown');
    // npm alone was: the rest is missing from the figure.
    expect(otherOf(named('node:20', { flaws }), 'distroless').flaws).toMatchObject({
      value: 0,
      isPartial: true,
      detail: '1 of 6 packages were looked up',
    });
  });

  test('with the same tag built anew: those that a version of the release ends', () => {
    const flaws = flawsIn(packages, { libc6: ['A!', 'B'], gcc: ['C!'], curl: ['D!'], npm: ['E!'] });
    const { reference, flaws: figure, note } = otherOf(named('node:20-bookworm@sha256:abc', { flaws }), 'same');
    expect([reference, figureWord(figure), note]).toEqual([
      'node:20-bookworm',
      '2 estimated',
      'FROM holds it at a digest: write that of today’s image.',
    ]);
    expect(asked(named('node:20', { flaws: flawsIn(packages, { libc6: ['B'] }) }))[0]).toMatch(/^newer /);
  });
});

describe('the evidence', () => {
  test('against a base puts it last', () => {
    const compatibility = [
      fits('debian-slim', 'does not fit'),
      fits('alpine', 'fits'),
      fits('distroless', "can't tell"),
    ];
    expect(asked(named('node:20', { compatibility })).map((line) => line.replace(/:.*, /, ' '))).toEqual([
      'newer node not looked at',
      'alpine node fits',
      "distroless gcr.io/distroless/nodejs20-debian13 can't tell",
      'slim node does not fit',
    ]);
  });

  test('a base that is smaller than its name tells has nothing to win', () => {
    const input = named('python:3.12');
    const small = { ...input, base: { ...input.base, stored: 100_000_000 } };
    expect(otherOf(small, 'slim').note).toContain('not smaller than the base that this image has');
    expect(otherOf(input, 'slim').note).not.toContain('not smaller');
  });
});

describe('which base it is', () => {
  const withEnv = (env: string): Partial<BaseVariantsInput> => ({ config: { ...emptyConfig, env: [env] } });
  const shown = (input: BaseVariantsInput): string[] => {
    const variants = baseVariants(input);
    return variants.kind === 'none' ? [variants.reason] : [variants.today.base.reference, variants.today.base.how];
  };
  const bases: [string, string | null, Partial<BaseVariantsInput>, string][] = [
    ['FROM with a version', 'node:20-slim', {}, 'node:20-slim'],
    ['a variable where FROM says latest', 'node', withEnv('NODE_VERSION=20.11.1'), 'node:20'],
    ['a variable where FROM says slim', 'python:slim', withEnv('PYTHON_VERSION=3.12.4'), 'python:3.12-slim'],
    ['os-release where FROM says latest', 'debian:latest', {}, 'debian:bookworm'],
    ['a variable alone: a guess', null, withEnv('PYTHON_VERSION=3.12.4'), 'python:3.12'],
    ['os-release alone: a guess', null, {}, 'debian:bookworm'],
  ];
  test.each(bases)('%s', (_, name, more, reference) => {
    const [told, how = ''] = shown(named(name, more));
    expect(told).toBe(reference);
    expect(how.startsWith('A guess')).toBe(name === null);
  });

  const nothing: [string, Partial<BaseVariantsInput['base']>, RegExp][] = [
    ['scratch', { layers: 0 }, /built from scratch/],
    ['no end of it', { layers: 0, from: 'none', reason: 'Nothing tells.' }, /^Nothing tells\. Drop its Dockerfile/],
    [
      'another registry',
      { name: 'registry.example/team/base:1' },
      /Nothing is known here of registry\.example\/team\/base:1/,
    ],
    ['a variable in FROM', { name: 'node:$VERSION' }, /Nothing is known here of node:\$VERSION/],
    ['a version that nothing shows', { name: 'node:latest' }, /of which version of it this is/],
  ];
  test.each(nothing)('none: %s', (_, base, reason) => {
    const input = variantsInput(packages);
    expect(shown({ ...input, base: { ...input.base, ...base } })[0]).toMatch(reason);
  });

  test('a variable that is no version is none', () => {
    expect(shown(named('node', withEnv('NODE_VERSION=$(evil)')))[0]).toMatch(/of which version/);
  });

  test('what nothing but habit tells is an estimate', () => {
    const input = named('node:16');
    const variants = baseVariants({ ...input, base: { ...input.base, estimate: true } });
    expect(variants.kind === 'told' && [variants.today.packages, variants.today.past]).toMatchObject([
      { kind: 'estimated', value: 9 },
      ['Node.js 16 ended on 2023-09-11.'],
    ]);
  });
});
