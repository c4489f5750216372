import { expect, test } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { matchDockerfile } from '../../src/history/match-dockerfile.ts';
import { layerLines } from '../../src/history/layer-lines.ts';
import type { HistoryEntry } from '../../src/image/model.ts';

/** History lines; those that start with `- ` made no layer. */
function historyOf(...lines: string[]): HistoryEntry[] {
  let layer = 0;
  return lines.map((line) => {
    const emptyLayer = line.startsWith('- ');
    const createdBy = emptyLayer ? line.slice(2) : line;
    return { createdBy, created: null, comment: '', emptyLayer, layer: emptyLayer ? null : layer++ };
  });
}

/** By layer, the line of its instruction. */
function lines(dockerfile: string, ...history: string[]): (number | null)[] {
  const entries = historyOf(...history);
  const count = entries.filter(({ emptyLayer }) => !emptyLayer).length;
  return layerLines(matchDockerfile(parseDockerfile(dockerfile), entries), count);
}

const hash = 'a'.repeat(64);
const base = '/bin/sh -c #(nop) ADD file:1 in / ';

const web = `FROM debian:12
ENV A=1
WORKDIR /srv
COPY package.json ./
RUN npm ci \\
    && npm cache clean
CMD ["node", "app.js"]
`;

test.each<[string, string[], (number | null)[]]>([
  [
    'BuildKit',
    [
      base,
      '- ENV A=1',
      'WORKDIR /srv',
      'COPY package.json ./ # buildkit',
      'RUN /bin/sh -c npm ci     && npm cache clean # buildkit',
      '- CMD ["node" "app.js"]',
    ],
    [null, 3, 4, 5],
  ],
  [
    "docker's classic builder",
    [
      base,
      '- /bin/sh -c #(nop)  ENV A=1',
      '/bin/sh -c #(nop) WORKDIR /srv',
      `/bin/sh -c #(nop) COPY file:${hash} in ./ `,
      '/bin/sh -c npm ci     && npm cache clean',
      '- /bin/sh -c #(nop)  CMD ["node" "app.js"]',
    ],
    [null, 3, 4, 5],
  ],
  [
    'buildah, build arguments before the command',
    [
      base,
      '- /bin/sh -c #(nop) ENV A=1',
      '- /bin/sh -c #(nop) WORKDIR /srv',
      `/bin/sh -c #(nop) COPY file:${hash} in ./ `,
      '|1 V=1 /bin/sh -c npm ci     && npm cache clean',
      '- /bin/sh -c #(nop) CMD ["node", "app.js"]',
    ],
    [null, 4, 5],
  ],
])('one Dockerfile, as %s tells it', (_, history, expected) => {
  expect(lines(web, ...history)).toEqual(expected);
});

test('an edited instruction has no layer, those around it keep theirs', () => {
  const dockerfile = 'FROM a\nRUN one\nRUN two\nRUN three\n';
  expect(lines(dockerfile, 'RUN /bin/sh -c one', 'RUN /bin/sh -c other', 'RUN /bin/sh -c three')).toEqual([2, null, 4]);
});

test('a copy to another place is another instruction', () => {
  expect(lines('FROM a\nCOPY . /srv\n', `/bin/sh -c #(nop) COPY dir:${hash} in /app `)).toEqual([null]);
  expect(lines('FROM a\nCOPY --chown=app . /srv\n', 'COPY --chown=app . /srv # buildkit')).toEqual([2]);
  expect(lines('FROM a\nCOPY ["a b", "/srv/"]\n', 'COPY a b /srv/ # buildkit')).toEqual([2]);
});

test('a line that came, and a step whose line went, leave the others where they are', () => {
  const dockerfile = 'FROM a\nRUN one\nCOPY a b\nRUN two\n';
  expect(lines(dockerfile, 'RUN /bin/sh -c one', 'RUN /bin/sh -c inserted', 'RUN /bin/sh -c two')).toEqual([
    2,
    null,
    4,
  ]);
});

test('the final stage counts, and the stages that it builds on', () => {
  const dockerfile = `FROM golang AS build
RUN go build
FROM debian AS base
RUN apt-get update
FROM base
COPY --from=build /app /app
`;
  expect(lines(dockerfile, base, 'RUN /bin/sh -c apt-get update # buildkit', 'COPY /app /app # buildkit')).toEqual([
    null,
    4,
    6,
  ]);
});

test('the shell that SHELL sets stands before the command', () => {
  const dockerfile = 'FROM a\nSHELL ["/bin/zsh", "-e", "-c"]\nRUN make\n';
  expect(lines(dockerfile, '- SHELL [/bin/zsh -e -c]', 'RUN /bin/zsh -e -c make # buildkit')).toEqual([3]);
});

test('exec forms, and a history longer or shorter than the Dockerfile', () => {
  expect(lines('FROM a\nRUN ["make", "all"]\n', 'x', 'y', 'RUN make all # buildkit')).toEqual([null, null, 2]);
  expect(lines(web)).toEqual([]);
  expect(lines('', 'RUN /bin/sh -c true')).toEqual([null]);
});
