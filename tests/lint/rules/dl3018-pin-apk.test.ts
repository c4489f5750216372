import { pinApk } from '../../../src/lint/rules/dl3018-pin-apk.ts';
import { testRule } from '../test-rule.ts';

testRule(pinApk, {
  catches: [
    'RUN apk add --no-cache curl',
    'RUN apk add --no-cache a=1 b',
    'RUN apk add --no-cache --virtual .deps a',
    'RUN apk add --no-cache $X',
    'RUN apk add --no-cache curl@edge',
    'RUN busybox apk add x',
    'RUN apk add --no-cache -Uu a',
  ],
  allows: [
    'RUN apk add --no-cache curl=1',
    'RUN apk add --no-cache "curl>1" curl~1',
    'RUN apk --no-cache add curl=1',
    'RUN apk add -t .deps -X http://x a=1 -t more b=1',
    'RUN apk add ./a.apk',
    'RUN apk add --no-cache "a=${X}"',
    'RUN apk del a',
  ],
  places: [['RUN apk add --no-cache a=1 \\\n b', 'b']],
});
