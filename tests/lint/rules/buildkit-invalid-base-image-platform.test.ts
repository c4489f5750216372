import { invalidBaseImagePlatform } from '../../../src/lint/rules/buildkit-invalid-base-image-platform.ts';
import { testBuildkitCheck } from '../test-buildkit-check.ts';

testBuildkitCheck(invalidBaseImagePlatform, {
  config: { platform: 'linux/arm64' },
  catches: [
    'FROM --platform=linux/amd64 a:1',
    'FROM --platform=amd64 a:1',
    'FROM --platform=windows/arm64 a:1',
    'ARG P=linux/amd64\nFROM --platform=$P a:1',
    'FROM --platform=linux/amd64 a:1 AS b\nFROM b',
    'FROM --platform=linux/x86_64 a:1',
    'FROM --platform=${P:-linux/386} a:1',
    'FROM --platform=linux/amd64 a:1 AS b\nFROM b AS c\nRUN x\nFROM c',
  ],
  allows: [
    'FROM a:1',
    'FROM --platform=linux/arm64 a:1',
    'FROM --platform=$TARGETPLATFORM a:1',
    'FROM --platform=linux/aarch64 a:1',
    'FROM --platform=linux/arm64/v8 a:1',
    'FROM --platform=linux/amd64 scratch',
    'FROM --platform=$TARGETOS/$TARGETARCH a:1',
    'FROM --platform=linux/amd64 a:1 AS b\nFROM c:1\nCOPY --from=b / /',
    'FROM --platform=$BUILDPLATFORM a:1',
  ],
  places: [['FROM --platform=linux/amd64 a:1', 'linux/amd64']],
  facts: /platform "(.+?)", expected "(.+?)"/,
  differs: [
    [
      'FROM --platform=linux/amd64 a:1 AS b\nFROM c:1\nCOPY --from=b / /',
      'The image that was built tells nothing of the base image of another stage.',
    ],
    ['FROM --platform=$BUILDPLATFORM a:1', 'The platform of the builder is not known.'],
  ],
});
