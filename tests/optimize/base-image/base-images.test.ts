import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { baseFamilies } from '../../../src/optimize/base-image/base-image-facts.ts';
import {
  endsOfLife,
  familyOf,
  findBase,
  pastEnds,
  slimTag,
  smallerBases,
} from '../../../src/optimize/base-image/base-images.ts';

const found = (reference: string): string | null => {
  const base = findBase(reference);
  if (!base) return null;
  const { variant, version, release } = base;
  return [
    variant.kind,
    variant.libc,
    version ?? '–',
    release ? `${release.distribution} ${release.version}` : '–',
  ].join(' ');
};

describe('what a reference names', () => {
  test.each([
    ['node:20', 'full glibc 20 –'],
    ['node:20-bookworm-slim', 'slim glibc 20 Debian 12'],
    ['node:20.11.1-alpine3.19', 'alpine musl 20.11.1 Alpine 3.19'],
    ['docker.io/library/node:22-trixie', 'full glibc 22 Debian 13'],
    ['node', 'full glibc – –'],
    ['node:latest', 'full glibc – –'],
    ['node:slim', 'slim glibc – –'],
    ['node:20@sha256:0123', 'full glibc 20 –'],
    ['python:3.12-slim-bookworm', 'slim glibc 3.12 Debian 12'],
    ['python:3.13.0a4-alpine', 'alpine musl 3.13.0a4 –'],
    ['eclipse-temurin:21-jre-jammy', 'jre glibc 21 Ubuntu 22.04'],
    ['eclipse-temurin:17.0.20_8-jdk-alpine-3.22', 'alpine musl 17.0.20_8 Alpine 3.22'],
    ['maven:3.9-eclipse-temurin-21-alpine', 'alpine musl 3.9 –'],
    ['gradle:8.5-jdk17', 'full glibc 8.5 –'],
    ['php:8.3-fpm-alpine', 'alpine musl 8.3 –'],
    ['nginx:stable-alpine-slim', 'alpine musl stable –'],
    ['nginxinc/nginx-unprivileged:1.27-alpine', 'alpine musl 1.27 –'],
    ['debian:12.5-slim', 'slim glibc 12.5 Debian 12'],
    ['debian:bookworm', 'full glibc – Debian 12'],
    ['ubuntu:22.04', 'full glibc 22.04 Ubuntu 22.04'],
    ['alpine:3.20.3', 'alpine musl 3.20.3 Alpine 3.20'],
    ['scratch', 'empty none – –'],
    ['gcr.io/distroless/nodejs20-debian12:nonroot', 'distroless glibc 20 Debian 12'],
    ['gcr.io/distroless/static-debian12', 'distroless none – Debian 12'],
    ['mcr.microsoft.com/dotnet/aspnet:8.0-noble-chiseled', 'chiseled glibc 8.0 Ubuntu 24.04'],
    ['mcr.microsoft.com/dotnet/sdk:8.0-bookworm-slim', 'full glibc 8.0 Debian 12'],
    ['cgr.dev/chainguard/node:latest-dev', 'full glibc – –'],
  ])('%s: %s', (reference, expected) => expect(found(reference)).toBe(expected));

  test.each([
    'node:20-windowsservercore',
    'eclipse-temurin:21-ubi9-minimal',
    'registry.example.com/node:20',
    'someone/node:20',
    'node@sha256:0123',
    'node:$VERSION',
    '',
    `node:${'a-'.repeat(5000)}`,
    'node:__proto__',
    'constructor',
  ])('nothing is said of %s', (reference) => {
    expect(findBase(reference)).toBeNull();
    expect(smallerBases(reference)).toEqual([]);
  });

  test('its users', () => {
    expect(findBase('gcr.io/distroless/static-debian12')?.variant.user).toEqual({ name: 'root', id: 0 });
    expect(findBase('gcr.io/distroless/static-debian12:nonroot')?.variant.user).toEqual({ name: 'nonroot', id: 65532 });
    expect(findBase('node:20')?.variant.user.id).toBe(0);
    expect(familyOf('node:20')?.user).toEqual({ name: 'node', id: 1000 });
  });
});

describe('what is smaller', () => {
  const smaller = (reference: string): string[] => smallerBases(reference).map((base) => base.reference);

  test.each([
    ['node:20-bookworm', 'node:20-bookworm-slim node:20-alpine gcr.io/distroless/nodejs20-debian13:nonroot'],
    ['docker.io/node:22', 'docker.io/node:22-slim docker.io/node:22-alpine gcr.io/distroless/nodejs22-debian13:nonroot'],
    ['node:22-trixie-slim', 'node:22-alpine gcr.io/distroless/nodejs22-debian13:nonroot'],
    ['node:18-alpine', ''],
    ['python:3.12', 'python:3.12-slim python:3.12-alpine'],
    ['python:3.13-bookworm', 'python:3.13-slim-bookworm python:3.13-alpine gcr.io/distroless/python3-debian13:nonroot'],
    ['eclipse-temurin:21-jre-jammy', 'eclipse-temurin:21-jre-alpine gcr.io/distroless/java21-debian13:nonroot'],
    ['maven:3.9-eclipse-temurin-21', 'maven:3.9-eclipse-temurin-21-alpine'],
    ['gradle:8-jdk21-jammy', 'gradle:8-jdk21-alpine'],
    ['php:8.2-fpm-bookworm', 'php:8.2-fpm-alpine'],
    ['php:8.2-apache', ''],
    ['nginx:1.27-alpine3.20', 'nginx:1.27-alpine3.20-slim'],
    ['nginx:1.27', 'nginx:1.27-alpine nginx:1.27-alpine-slim'],
    ['debian:bookworm', 'debian:bookworm-slim'],
    ['debian:12', 'debian:12-slim'],
    ['mcr.microsoft.com/dotnet/aspnet:8.0', 'mcr.microsoft.com/dotnet/aspnet:8.0-noble-chiseled mcr.microsoft.com/dotnet/aspnet:8.0-alpine'],
    ['openjdk:17', ''],
    ['node', ''],
    ['node:latest', ''],
    ['scratch', ''],
  ])('than %s: %s', (reference, expected) => expect(smaller(reference).join(' ')).toBe(expected)); // prettier-ignore

  test('each is known, is no larger, and of how much a number is said where both are known', () => {
    for (const reference of ['node:20', 'python:3.13-bookworm', 'eclipse-temurin:21', 'nginx:1.27', 'rust:1.80']) {
      for (const { reference: other, variant, less } of smallerBases(reference)) {
        expect(findBase(other)?.variant, other).toBe(variant);
        expect(less === null ? variant.sizes : less.uncompressed > 0 && less.compressed > 0).toBe(
          less === null ? null : true,
        );
      }
    }
  });

  test('the slim variant is the one that is written elsewhere', () => {
    for (const reference of ['node:20', 'node:20-bookworm', 'python:3.12', 'python:3.12-trixie', 'ruby:3.3-bullseye']) {
      const slim = smallerBases(reference).find(({ variant }) => variant.kind === 'slim');
      expect(slim?.reference).toBe(`${reference.split(':')[0]}:${slimTag(reference)}`);
    }
  });
});

describe('how long it is cared for', () => {
  const ends = (reference: string): string[] =>
    endsOfLife(reference).map(({ what, endOfLife }) => `${what} ${endOfLife}`);

  test.each([
    ['node:18', 'Node.js 18 2025-04-30'],
    ['node:18.20.4-buster-slim', 'Node.js 18 2025-04-30, Debian 10 (buster) 2024-06-30'],
    ['python:3.1', ''],
    ['python:3.10-slim', 'Python 3.10 2026-10-31'],
    ['golang:1.22.4-alpine3.20', 'Go 1.22 2025-02-11, Alpine 3.20 2026-04-01'],
    ['maven:3.9-eclipse-temurin-17', 'Java 17 2027-10-31'],
    ['maven:3.9', ''],
    ['gradle:8', ''],
    ['gradle:8-jdk11', 'Java 11 2027-10-31'],
    ['eclipse-temurin:21-ubi9-minimal', 'Java 21 2029-12-31'],
    ['debian:10', 'Debian 10 (buster) 2024-06-30'],
    ['ubuntu:focal', 'Ubuntu 20.04 (focal) 2025-05-29'],
    ['alpine:3.18', 'Alpine 3.18 2025-05-09'],
    ['gcr.io/distroless/base-debian11', ''],
    ['gcr.io/distroless/base-debian12', 'Debian 12 (bookworm) 2028-06-30'],
    ['node', ''],
    ['unknown:1', ''],
  ])('%s: %s', (reference, expected) => expect(ends(reference).join(', ')).toBe(expected));

  test('is over behind the last day, not on it', () => {
    const over = (day: string): string[] => pastEnds('node:18-bullseye', day).map(({ what }) => what);
    expect(over('2025-04-30')).toEqual([]);
    expect(over('2025-05-01')).toEqual(['Node.js 18']);
    expect(over('2026-11-26')).toEqual(['Node.js 18', 'Debian 11 (bullseye)']);
  });
});

test('whatever a tag says, an answer is known itself, smaller, and of the same version', () => {
  const words = [
    '20',
    '3.12',
    'v1',
    'bookworm',
    'alpine',
    'alpine3.20',
    'slim',
    'jre',
    'jdk21',
    'fpm',
    'latest',
    '',
    '\u0000',
    'x',
  ];
  const names = baseFamilies.flatMap((family) => family.names);
  const reference = fc
    .tuple(
      fc.constantFrom(...names),
      fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 5 })), { maxLength: 6 }),
    )
    .map(([name, tag]) => `${name}:${tag.join('-')}`);
  fc.assert(
    fc.property(reference, (from) => {
      const base = findBase(from);
      for (const { reference: to, variant, less } of smallerBases(from)) {
        const other = findBase(to);
        expect(other?.variant).toBe(variant);
        expect(other?.version === null || base?.version === null || base!.version!.startsWith(other!.version!)).toBe(
          true,
        );
        expect((less?.uncompressed ?? 1) > 0).toBe(true);
      }
      expect(pastEnds(from, '1999-01-01')).toEqual([]);
      expect(pastEnds(from, '2999-01-01')).toEqual(endsOfLife(from));
    }),
    { numRuns: 2000 },
  );
});
