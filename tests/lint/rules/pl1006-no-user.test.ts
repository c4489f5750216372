import { noUser } from '../../../src/lint/rules/pl1006-no-user.ts';
import { testOwnRule } from '../test-rule.ts';

testOwnRule(noUser, {
  catches: [
    'CMD ["a"]',
    'FROM a:1 AS x\nUSER app\nFROM b:1\nCOPY --from=x a b',
    'FROM a:1 AS x\nFROM x',
    'FROM $BASE\nCMD a',
    'ONBUILD USER app',
    'FROM scratch\nCOPY app /app\nENTRYPOINT ["/app"]',
    'RUN useradd app',
    'FROM cgr.dev/chainguard/go:latest\nCMD a',
  ],
  allows: [
    'USER app',
    'USER root',
    'USER app\nRUN make\nUSER root\nRUN make install',
    'FROM a:1 AS x\nUSER app\nFROM x\nCMD a',
    'FROM scratch\nCOPY app /app',
    'FROM cgr.dev/chainguard/node:20\nCMD a',
    'FROM cgr.dev/chainguard/go-msft-fips:1\nCMD a',
    'FROM nginxinc/nginx-unprivileged:1.25\nCOPY a b',
    'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nCMD a',
    'FROM a:1 AS x\nCMD a\nFROM b:1\nUSER 1000',
  ],
  places: [['FROM --platform=linux/amd64 node:20 AS run\nCMD a', 'node:20']],
});
