import { expect, test } from 'vitest';
import { newerBase } from '../../../src/optimize/base-image/newer-base.ts';

const day = '2026-11-27';

test.each([
  ['node:18', 'node:26'],
  ['node:18.19.0-bookworm-slim', 'node:26-bookworm-slim'],
  // Images of a release that is over are not made any more.
  ['node:18-buster-slim', 'node:26-slim'],
  ['node:18-alpine3.18', 'node:26-alpine'],
  ['docker.io/library/python:3.9-slim-bookworm', 'docker.io/library/python:3.14-slim-bookworm'],
  ['eclipse-temurin:17-jre', 'eclipse-temurin:25-jre'],
  ['debian:bookworm-slim', 'debian:trixie-slim'],
  ['debian:12.5-slim', 'debian:13-slim'],
  ['ubuntu:22.04', 'ubuntu:26.04'],
  ['alpine:3.19', 'alpine:3.24'],
  ['alpine:3.19.1', 'alpine:3.24'],
  ['node:18@sha256:abc', 'node:26'],
  ['node:26', null],
  ['node:latest', null],
  ['node:lts-slim', null],
  ['debian:trixie', null],
  // Deprecated, of two versions, of a rest that is not known, of nobody.
  ['openjdk:11-jre', null],
  ['maven:3.8-eclipse-temurin-11', null],
  ['node:18-onbuild', null],
  ['example/node:18', null],
])('%s → %s', (reference, expected) => {
  expect(newerBase(reference, day)?.reference ?? null).toBe(expected);
});

test('what is over by the day is not proposed', () => {
  expect(newerBase('node:18', '2030-01-01')).toBeNull();
  expect(newerBase('node:18', day)?.said).toBe('Node.js 26 is cared for until 2029-04-30.');
  expect(newerBase('debian:bullseye', day)?.said).toBe('Debian 13 (trixie) is cared for until 2030-06-30.');
});
