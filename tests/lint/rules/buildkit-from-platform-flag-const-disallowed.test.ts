import { fromPlatformFlagConstDisallowed } from '../../../src/lint/rules/buildkit-from-platform-flag-const-disallowed.ts';
import { testBuildkitCheck } from '../test-buildkit-check.ts';

testBuildkitCheck(fromPlatformFlagConstDisallowed, {
  catches: [
    'FROM --platform=linux/amd64 a:1',
    'FROM --platform=linux/x86_64 a:1 AS x86_64',
    'FROM --platform=amd64 a:1',
    'FROM --platform=linux a:1',
    'FROM --platform=linux/arm/v7 a:1',
    "FROM --platform='linux/amd64' a:1",
    'FROM --platform=foo/bar a:1',
    'FROM --platform=linux/armhf a:1 AS x',
    'FROM --platform=windows(10.0)/amd64 a:1',
    'from --platform=LINUX/amd64 a:1 as b',
  ],
  allows: [
    'FROM a:1',
    'FROM --platform=$BUILDPLATFORM a:1',
    'FROM --platform=linux/amd64 a:1 AS b-amd64',
    'FROM --platform=linux/amd64 a:1 AS AMD64',
    'FROM --platform=linux/x86_64 a:1 AS amd64',
    'FROM --platform=linux/arm/v7 a:1 AS armv7',
    'FROM --platform=linux/$TARGETARCH a:1',
    'FROM --platform=${P:-linux/amd64} a:1',
    'FROM --platform=foo a:1',
    'FROM --platform=a/b/c/d a:1',
    'FROM --platform=macos/arm64 a:1 AS darwin',
  ],
  several: [['FROM --platform=linux/amd64 a:1\nFROM --platform=linux/arm64 b:1', [1, 2]]],
  places: [['FROM --platform=linux/amd64 a:1', 'linux/amd64']],
  facts: /value "(.+?)"/,
});
