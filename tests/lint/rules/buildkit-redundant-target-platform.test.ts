import { redundantTargetPlatform } from '../../../src/lint/rules/buildkit-redundant-target-platform.ts';
import { testBuildkitCheck } from '../test-buildkit-check.ts';

testBuildkitCheck(redundantTargetPlatform, {
  catches: [
    'FROM --platform=$TARGETPLATFORM a:1',
    'FROM --platform=${TARGETPLATFORM} a:1',
    'FROM --platform="$TARGETPLATFORM" a:1',
    'FROM --platform=${TARGETPLATFORM:-linux/arm64} a:1',
    'ARG TARGETPLATFORM\nFROM --platform=$TARGETPLATFORM a:1',
    'from --platform=$TARGETPLATFORM a:1 as b',
    'ARG TARGETPLATFORM=linux/arm64\nFROM --platform=$TARGETPLATFORM a:1',
  ],
  allows: [
    'FROM a:1',
    'FROM --platform=$BUILDPLATFORM a:1',
    'FROM --platform=$TARGETOS/$TARGETARCH a:1',
    'FROM --platform=linux/$TARGETARCH a:1',
    'ARG P=$TARGETPLATFORM\nFROM --platform=$P a:1',
    'FROM --platform=linux/amd64 a:1',
    'FROM a:1\nRUN echo $TARGETPLATFORM',
    'FROM --platform=${TARGETPLATFORM+linux/arm64} a:1',
  ],
  several: [['FROM --platform=$TARGETPLATFORM a:1\nFROM --platform=$TARGETPLATFORM b:1', [1, 2]]],
  places: [['FROM --platform=$TARGETPLATFORM a:1', '$TARGETPLATFORM']],
  fixes: [
    ['FROM --platform=$TARGETPLATFORM debian:12', 'FROM debian:12'],
    ['from --platform=${TARGETPLATFORM}  debian:12 as a', 'from debian:12 as a'],
    ['FROM \\\n  --platform=$TARGETPLATFORM \\\n  debian:12\r\nRUN a', 'FROM \\\n  \\\n  debian:12\r\nRUN a'],
  ],
});
