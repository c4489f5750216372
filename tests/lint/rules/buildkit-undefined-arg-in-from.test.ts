import { undefinedArgInFrom } from '../../../src/lint/rules/buildkit-undefined-arg-in-from.ts';
import { testBuildkitCheck } from '../test-buildkit-check.ts';

testBuildkitCheck(undefinedArgInFrom, {
  catches: [
    'FROM a:$V',
    'FROM a:${V}',
    'FROM a:${V:-1}',
    'FROM ${IMAGE:+x}a:1',
    'FROM "a:$V"',
    'ARG VERSION=1\nFROM a:$VERSOIN',
    'FROM a:1\nARG V=1\nFROM b:$V',
    'FROM --platform=$BUILDPLATFOM a:1',
    'FROM --platform=${P:-linux/amd64} a:1',
    'FROM a:1\nENV V=1\nFROM a:$V',
    'FROM a:1 AS b\nFROM $b',
    'ARG A=1\nFROM a:${A#$B}',
  ],
  allows: [
    'ARG V=1\nFROM a:$V',
    'ARG V\nFROM a$V',
    'FROM a:$TARGETARCH',
    'FROM --platform=$BUILDPLATFORM a:1',
    'ARG V=1\nFROM a:${V%.*}',
    "FROM 'a:$V'",
    'FROM a:\\$V',
    'ARG A=1 B=2\nFROM $A:$B',
    'FROM a:1\nRUN $V',
    'FROM a:$TARGETSTAGE',
  ],
  several: [
    ['FROM $A:$B', [1, 1]],
    ['FROM a:$V\nFROM b:$V', [1, 2]],
  ],
  places: [
    ['FROM a:${V:-1}', '${V:-1}'],
    ['FROM --platform=linux/$ARC a:1', '$ARC'],
    ['FROM "a:$V"', '$V'],
  ],
  facts: /argument '(\w+)'/,
});

testBuildkitCheck(undefinedArgInFrom, {
  config: { buildArgs: { V: '1' }, platform: 'linux/arm64' },
  catches: [
    'FROM a:$V',
    'FROM $TARGETARC/a:1',
    'FROM a:1\nARG V\nFROM b:$V',
    'ARG W=$V\nFROM a:${W}${V}',
    'FROM a:1$V',
  ],
  allows: [
    'ARG V\nFROM a:$V',
    'FROM $TARGETARCH/a:1',
    'FROM a:1$TARGETVARIANT',
    'ARG V=2\nFROM a:$V',
    'FROM a:$BUILDARCH',
  ],
  fixes: [
    ['ARG VERSION=12\nFROM debian:${VERSOIN}', 'ARG VERSION=12\nFROM debian:${VERSION}'],
    [
      'arg VERSION=12\nfrom \\\n  debian:$VERSOIN-${VERSOIN:-1} as a',
      'arg VERSION=12\nfrom \\\n  debian:$VERSION-${VERSION:-1} as a',
    ],
    ['FROM debian:$VERSION', null],
  ],
});
