import { apkNoCache } from '../../../src/lint/rules/dl3019-apk-no-cache.ts';
import { testRule } from '../test-rule.ts';

testRule(apkNoCache, {
  catches: [
    'RUN apk add a=1',
    'RUN apk -U add a=1',
    'RUN apk add a=1 --no-cache && apk add b=1',
    'RUN apk update && apk add a=1 && rm -rf /var/cache/apk/*',
    'RUN --mount=type=bind,target=/var/cache/apk apk add a=1',
  ],
  allows: [
    'RUN apk add --no-cache a=1',
    'RUN apk --no-cache add a=1',
    'RUN --mount=type=cache,dst=/var/cache/apk/ apk add a=1',
    'RUN --mount=type=tmpfs,target=/var/cache/apk apk add a=1',
    'RUN apk update',
    'RUN sudo apk add a',
  ],
  places: [['RUN apk update && apk add a=1', 'apk add a=1']],
  fixes: [
    [
      'FROM alpine:3\nrun apk add \\\n  a=1 && apk --update add b=1',
      'FROM alpine:3\nrun apk add --no-cache \\\n  a=1 && apk --update add --no-cache b=1',
    ],
    ['ONBUILD RUN ["apk", "add", "a=1"]', 'ONBUILD RUN ["apk", "add", "--no-cache", "a=1"]'],
    ['RUN <<EOF\napk add a=1\nEOF', 'RUN <<EOF\napk add --no-cache a=1\nEOF'],
    ['ARG DO=add\nRUN apk $DO a=1', null],
  ],
});
