import { trustedRegistries } from '../../../src/lint/rules/dl3026-trusted-registries.ts';
import { testRule } from '../test-rule.ts';

testRule(trustedRegistries, {
  catches: [
    'FROM debian',
    'FROM docker.io/library/debian:12',
    'FROM gcr.io/a/b@sha256:aa',
    'FROM GHCR.io/a',
    'FROM example.com/a',
    'FROM a.example.com:5000/a',
    'FROM --platform=linux/amd64 localhost/a:1',
    'FROM localhost:6000/a',
    'FROM gcr.io/a AS base\nFROM base',
    'FROM ghcr.io/a\nCOPY --from=nginx:1 a b',
    'FROM ghcr.io/a\nCOPY --from=gcr.io/$X a b',
    'FROM ghcr.io/a\nCOPY --from=later a b\nFROM ghcr.io/b AS later',
    'FROM ghcr.io/a AS me\nCOPY --from=me:1 a b',
    'FROM ghcr.io/a\nRUN --mount=from=nginx,target=/x make',
    'FROM ghcr.io/a\nRUN --mount=type=bind,from=gcr.io/a,target=/x --mount=from=gcr.io/b,target=/y make',
    'FROM ghcr.io/a\nRUN --mount=type=cache,target=/x,from=gcr.io/a make',
    'ARG X=gcr.io\nFROM $X/a:1',
    'FROM debian:$TAG',
  ],
  allows: [
    'FROM ghcr.io/a/b:1@sha256:aa',
    'FROM a.b.example.com/c',
    'FROM scratch',
    'FROM ghcr.io/a AS base\nFROM base',
    'FROM ghcr.io/a AS base\nFROM ghcr.io/b\nCOPY --from=base a b',
    'FROM ghcr.io/a AS me\nCOPY --from=me a b',
    'FROM ghcr.io/a\nCOPY --from=scratch a b',
    'FROM ghcr.io/a AS n\nFROM ghcr.io/b\nRUN --mount=from=n,target=/x make',
    'FROM ghcr.io/a\nRUN --mount=type=tmpfs,target=/x make',
    'FROM ghcr.io/a\nONBUILD COPY --from=gcr.io/a:1 a b',
    'FROM ghcr.io/a\nONBUILD RUN --mount=from=gcr.io/a,target=/x make',
    'ARG X=1\nFROM ghcr.io/a:$X',
    '# syntax=docker/dockerfile:1\nFROM ghcr.io/a',
  ],
  places: [
    ['FROM --platform=$X gcr.io/a:1 AS b', 'gcr.io/a:1'],
    ['FROM ghcr.io/a\nRUN --mount=target=/x --mount=from=gcr.io/a,target=/y make', '--mount=from=gcr.io/a,target=/y'],
  ],
});

testRule(trustedRegistries, {
  config: { trustedRegistries: ['docker.io', 'quay.*', 'reg.local:5000'] },
  catches: [
    'FROM gcr.io/a',
    'FROM reg.local/a:1',
    'FROM reg.local:6000/a:1',
    'FROM a.b/c',
    'FROM registry-1.docker.io/a',
  ],
  allows: [
    'FROM debian',
    'FROM library/debian',
    'FROM docker.io/debian',
    'FROM a_b/c',
    'FROM quay.io/a:1',
    'FROM quay.io:5000/a:1',
    'FROM reg.local:5000/a:1',
    'FROM debian:$TAG',
    'FROM $X/a',
    'ARG REG=quay.io\nFROM ${REG}/a',
    'FROM debian\nCOPY --from=0 a b',
  ],
  // hadolint takes a variable, and localhost, for Docker Hub.
  places: [
    ['ARG X=gcr.io\nFROM $X/a:1', '$X/a:1'],
    ['ARG HOST=gcr.io\nARG X=$HOST/a\nFROM ${X}', '${X}'],
    ['FROM localhost/a:1', 'localhost/a:1'],
  ],
});

testRule(trustedRegistries, {
  config: { trustedRegistries: ['hub.docker.com'] },
  catches: [
    'FROM gcr.io/a',
    'FROM ghcr.io/a',
    'FROM a.b.c/d',
    'FROM hub.docker.io/a',
    'FROM a:1\nCOPY --from=quay.io/a b c',
  ],
  allows: [
    'FROM debian',
    'FROM hub.docker.com/a',
    'FROM library/a:1',
    'FROM a:1\nCOPY --from=nginx b c',
    'FROM scratch',
  ],
});

testRule(trustedRegistries, {
  config: { trustedRegistries: [] },
  catches: [],
  allows: ['FROM debian', 'FROM gcr.io/a', 'FROM localhost/a'],
});
