import { redundantPlatform } from '../../../src/lint/rules/dl3065-redundant-platform.ts';
import { testRule } from '../test-rule.ts';

testRule(redundantPlatform, {
  catches: [
    'FROM --platform=$TARGETPLATFORM a:1',
    'FROM --platform=${TARGETPLATFORM} a:1',
    'FROM --platform=$TARGETPLATFORM a:1 AS b',
    'FROM a:1\nFROM --platform=$TARGETPLATFORM b:1',
    'ARG TARGETPLATFORM\nFROM --platform=$TARGETPLATFORM b:1',
  ],
  allows: [
    'FROM --platform=$BUILDPLATFORM a:1',
    'FROM --platform=${TARGETPLATFORM:-x} a:1',
    'FROM --platform=x$TARGETPLATFORM a:1',
    'FROM a:1',
    'FROM --platform=TARGETPLATFORM a:1',
  ],
  places: [['FROM --platform=$TARGETPLATFORM a:1', '--platform=$TARGETPLATFORM']],
  fixes: [
    ['from --platform=$TARGETPLATFORM \\\n  a:1 as b', 'from \\\n  a:1 as b'],
    ['FROM  --platform=${TARGETPLATFORM}  a:1', 'FROM  a:1'],
    ['FROM --platform=$TARGETPLATFORM --x=y a:1', 'FROM --x=y a:1'],
  ],
});
