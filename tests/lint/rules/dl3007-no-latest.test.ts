import { noLatest } from '../../../src/lint/rules/dl3007-no-latest.ts';
import { testRule } from '../test-rule.ts';

testRule(noLatest, {
  catches: ['FROM debian:latest', 'FROM debian:latest AS x', 'FROM --platform=$BUILDPLATFORM debian:latest'],
  allows: [
    'FROM debian:12',
    'FROM debian:latest-slim',
    'FROM debian:latest@sha256:abc',
    'FROM debian',
    'FROM debian:${V:-latest}',
  ],
  places: [['FROM debian:latest AS x', 'debian:latest']],
});
