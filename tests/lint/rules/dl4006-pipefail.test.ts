import { pipefail } from '../../../src/lint/rules/dl4006-pipefail.ts';
import { testRule } from '../test-rule.ts';

testRule(pipefail, {
  catches: [
    'RUN a | b',
    'RUN (a | b)',
    'RUN a |& b',
    'RUN x=$(a | b)',
    'RUN a | b; set -o pipefail',
    'RUN set +o pipefail; a | b',
    'SHELL ["/bin/bash", "-c"]\nRUN a | b',
    'SHELL ["/bin/bash", "-O", "pipefail", "-c"]\nRUN a | b',
    'RUN ["sh", "-c", "a | b"]',
    'FROM a:1\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nFROM b:1\nRUN a | b',
    'SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN a | b\nSHELL ["/bin/sh", "-c"]\nRUN a | b',
    'RUN <<EOF\na | b\nEOF\n',
  ],
  allows: [
    'SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN a | b',
    'SHELL ["/bin/ash", "-eo", "pipefail", "-c"]\nRUN a | b',
    'SHELL ["bash", "-e", "-o", "pipefail", "-c"]\nRUN a | b',
    'SHELL ["powershell", "-Command"]\nRUN a | b',
    'SHELL ["cmd.exe", "/S", "/C"]\nRUN a | b',
    'RUN a || b',
    'RUN echo "a | b"',
    'RUN bash -c "a | b"',
    'CMD a | b',
    'ONBUILD RUN a | b',
  ],
  places: [['RUN x && a | b', 'a | b']],
  fixes: [
    [
      'from debian:12\n# hadolint ignore=DL3008\n# why\nrun a | b',
      'from debian:12\nshell ["/bin/bash", "-o", "pipefail", "-c"]\n# hadolint ignore=DL3008\n# why\nrun a | b',
    ],
    [
      'FROM x/y:3-slim-bookworm AS a\r\nFROM a\r\nRUN <<EOF\r\na | b\r\nEOF',
      'FROM x/y:3-slim-bookworm AS a\r\nFROM a\r\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\r\nRUN <<EOF\r\na | b\r\nEOF',
    ],
    ['FROM node:20-slim\nRUN a | b', 'FROM node:20-slim\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN a | b'],
    ['FROM node:$TAG\nRUN a | b', null],
    ['FROM node:20-alpine\nRUN a | b', null],
    ['FROM alpine:3\nRUN a | b', null],
    ['FROM x/distroless:debian\nRUN a | b', null],
    ['RUN yes | a', null],
    ['RUN a | b\nRUN c | head -n 1', null],
    ['SHELL ["/bin/sh", "-c"]\nRUN a | b', null],
  ],
});
