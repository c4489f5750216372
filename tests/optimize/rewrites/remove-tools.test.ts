import { describe, expect, it } from 'vitest';
import { changedBy, dockerfileOf as lines } from '../../support/review-changes.ts';

const ids = ['remove-debugging-tools', 'remove-download-tools'];
const clean = 'rm -rf /var/lib/apt/lists/*';
const install = (packages: string, ...more: string[]): string =>
  lines('FROM debian:12', `RUN apt-get update && apt-get install -y ${packages} && ${clean}`, ...more);

describe('tools that nothing calls are left out', () => {
  it.each([
    ['among others', install('vim tzdata nano'), install('tzdata')],
    ['to download with', install('curl tzdata'), install('tzdata')],
    ['with a version', install('tzdata vim=2:9.*'), install('tzdata')],
    ['alone, with the RUN', install('strace', 'CMD ["a"]'), lines('FROM debian:12', 'CMD ["a"]')],
    [
      'of Alpine',
      lines('FROM alpine:3', 'RUN apk add --no-cache htop su-exec'),
      lines('FROM alpine:3', 'RUN apk add --no-cache su-exec'),
    ],
    [
      'each on its line',
      install('\\\n      tzdata \\\n      vim \\\n      jq'),
      install('\\\n      tzdata \\\n      jq'),
    ],
    [
      'beside other commands',
      lines('FROM debian:12', 'RUN make && apt-get install -y vim jq'),
      lines('FROM debian:12', 'RUN make && apt-get install -y jq'),
    ],
  ])('%s', (_, text, expected) => {
    expect(changedBy({ text }, ...ids).text).toBe(expected);
  });

  it('with what the image shows of them', () => {
    const layers = `
      layer  base
        bin/bash  10
      layer  RUN /bin/sh -c apt-get update && apt-get install -y vim jq && ${clean} # buildkit
        usr/bin/vim.basic  3000
        usr/share/vim/vim90/a.vim  200
        usr/bin/jq  40
    `;
    const { change } = changedBy({ text: install('vim jq'), layers }, ...ids);
    expect(change?.saves).toBe(3200);
    expect(change?.evidence).toContain('Layer 1 holds 2 files, 3.20 kB of theirs');
  });
});

describe('nothing is proposed', () => {
  it.each([
    ['for what a RUN calls', install('curl jq', 'RUN curl -O https://a.example/b'), null],
    ['for what the health check calls', install('curl jq', 'HEALTHCHECK CMD curl -f http://localhost/'), null],
    ['for what a variable names', install('vim jq', 'ENV EDITOR=vim'), null],
    ['for what a script of the folder calls', install('strace jq', 'COPY . .'), { 'run.sh': 'exec strace -f ./a\n' }],
    ['for what is taken out again', install('gdb && apt-get purge -y gdb'), null],
    ['where a comment stands between the packages', install('jq \\\n # an editor\n  vim'), null],
    [
      'where the RUN would be empty but for other commands',
      lines('FROM debian:12', 'RUN make && apt-get install -y vim'),
      null,
    ],
    ['in a stage to work in', install('vim jq').replace('debian:12', 'debian:12 AS dev'), null],
    [
      'in a stage that is thrown away',
      `${install('vim jq').replace('12', '12 AS b')}FROM scratch\nCOPY --from=b /a /a\n`,
      null,
    ],
    ['for other packages', install('jq less'), null],
  ])('%s', (_, text, files) => {
    expect(changedBy({ text, files }, ...ids)).toEqual({ text, change: null });
  });

  it('where the image shows nothing of them', () => {
    const layers = `
      layer  base
        bin/bash  10
      layer  RUN /bin/sh -c apt-get update && apt-get install -y vim jq && ${clean} # buildkit
        usr/bin/jq  40
    `;
    expect(changedBy({ text: install('vim jq'), layers }, ...ids).change).toBeNull();
  });
});
