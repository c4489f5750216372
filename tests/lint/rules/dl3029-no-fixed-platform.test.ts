import { noFixedPlatform } from '../../../src/lint/rules/dl3029-no-fixed-platform.ts';
import { testRule } from '../test-rule.ts';

testRule(noFixedPlatform, {
  catches: [
    'FROM --platform=linux/amd64 a:1',
    'ARG X=linux/amd64\nFROM --platform=$X a:1',
    'FROM --platform=linux/$TARGETARCH a:1',
    'FROM --platform="linux/amd64" a:1',
    'FROM a:1\nFROM --platform=linux/amd64 b:1',
    'FROM --platform=linux/amd64 scratch',
    'FROM --platform=linux/amd64 a:1 AS amd64',
  ],
  allows: [
    'FROM --platform=$BUILDPLATFORM a:1',
    'FROM --platform=${BUILDPLATFORM:-linux/amd64} a:1',
    'FROM --platform=$TARGETPLATFORM a:1',
    'FROM --platform="$BUILDPLATFORM" a:1',
    'FROM a:1',
  ],
  places: [['FROM --platform=linux/amd64 a:1 AS b', '--platform=linux/amd64']],
});
