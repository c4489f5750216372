import { expect, it } from 'vitest';
import { lint } from '../../../src/lint/index.ts';
import { pinDigest } from '../../../src/lint/rules/pl1015-pin-digest.ts';
import { findingsOf, testOwnRule } from '../test-rule.ts';

const digest = '@sha256:4d63ef53faef7bd35c92fbefb1e9e2e7b6777e3cbec6c34f640e96b925e430eb';

testOwnRule(pinDigest, {
  catches: [
    'FROM localhost:5000/team/base:1.2',
    'FROM debian',
    'FROM --platform=$BUILDPLATFORM golang:1.22 AS build\nFROM build',
    'ARG BASE=debian:12\nFROM $BASE',
    'ARG TAG=3.19\nFROM alpine:${TAG}',
    'FROM ${BASE:-alpine:3.19}',
    'FROM $REGISTRY/debian:12',
    `FROM debian${digest}\nRUN --mount=type=bind,from=busybox:1,target=/x true`,
    `FROM debian${digest}\nCOPY --from=ghcr.io/astral-sh/uv:0.5 /uv /bin/`,
  ],
  allows: [
    `FROM debian${digest}`,
    `ARG BASE=debian${digest}\nFROM $BASE`,
    'ARG BASE\nFROM $BASE',
    'FROM debian:$TAG_AND_DIGEST',
    `FROM debian${digest} AS Build\nFROM build`,
    `FROM a${digest} AS bin-linux\nFROM bin-\${TARGETOS:-linux}`,
    `FROM a${digest}\nCOPY --from=assets /a /b`,
    `FROM a${digest}\nCOPY --from=0 /a /b`,
    'FROM scratch',
    'FROM oci-layout://base:1',
  ],
  places: [
    ['FROM  debian:12  AS x', 'debian:12'],
    [`FROM a${digest}\nCOPY --link --from=b:1 /a /b`, '--from=b:1'],
  ],
});

it('is off until it is asked for', async () => {
  expect((await lint('FROM debian:12\nUSER app')).map(({ code }) => code)).not.toContain('PL1015');
});

it('says with the missing tag what is said of the same place', async () => {
  const findings = await lint('FROM debian\nUSER 1000', { override: { style: ['PL1015'] } });
  expect(findings.map(({ code, also }) => [code, ...also.map((one) => one.code)])).toEqual([['DL3006', 'PL1015']]);
});

it('names the image', () => {
  const [finding] = findingsOf(pinDigest, 'ARG TAG=3.19\nFROM alpine:$TAG');
  expect(finding?.message).toBe('alpine:3.19 is not pinned by its digest');
});
