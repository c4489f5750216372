import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { baseFromDockerfile, baseFromHistory, baseFromUser } from '../../src/history/base-boundary.ts';
import type { HistoryEntry } from '../../src/image/model.ts';

/** One entry per line: `created | comment | created_by`, a `-` before those that made no layer. */
function historyOf(text: string): HistoryEntry[] {
  let layer = 0;
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const [when = '', comment = '', createdBy = ''] = line.split('|').map((column) => column.trim());
    const emptyLayer = when.startsWith('-');
    const created = when.replace(/^-\s*/, '');
    return {
      createdBy,
      created: created === '' ? null : `2024-${created}:00Z`,
      comment,
      emptyLayer,
      layer: emptyLayer ? null : layer++,
    };
  });
}

const layersOf = (history: readonly HistoryEntry[]): number => history.filter(({ layer }) => layer !== null).length;

const histories = {
  'docker’s classic builder, on an image that ends with CMD': `
      05-01T10:00 | | /bin/sh -c #(nop) ADD file:1 in /
    - 05-01T10:00 | | /bin/sh -c #(nop)  CMD ["bash"]
      05-02T10:00 | | /bin/sh -c groupadd node
      05-02T10:01 | | /bin/sh -c #(nop) COPY file:2 in /usr/local/bin/
    - 05-02T10:01 | | /bin/sh -c #(nop)  ENTRYPOINT ["docker-entrypoint.sh"]
    - 05-02T10:01 | | /bin/sh -c #(nop)  CMD ["node"]
    - 06-09T10:00 | | /bin/sh -c #(nop) WORKDIR /app
      06-09T10:00 | | /bin/sh -c #(nop) COPY dir:3 in .
    - 06-09T10:01 | | /bin/sh -c #(nop)  CMD ["node" "app.js"]`,
  'BuildKit on a classic image without CMD': `
      05-01T10:00 | | /bin/sh -c #(nop) ADD file:1 in /
    - 05-01T10:00 | | /bin/sh -c #(nop)  CMD ["bash"]
      05-02T10:00 | | /bin/sh -c apt-get update
      06-09T10:00 | buildkit.dockerfile.v0 | RUN /bin/sh -c make # buildkit
    - 06-09T10:01 | buildkit.dockerfile.v0 | CMD ["app"]`,
  'BuildKit on an image of BuildKit': `
      05-01T10:00 | debuerreotype 0.15 | # debian.sh --arch 'amd64' out/ 'bookworm'
      05-02T10:00 | buildkit.dockerfile.v0 | RUN /bin/sh -c groupadd node # buildkit
    - 05-02T10:00 | buildkit.dockerfile.v0 | ENTRYPOINT ["docker-entrypoint.sh"]
    - 05-02T10:00 | buildkit.dockerfile.v0 | CMD ["node"]
      05-09T10:00 | buildkit.dockerfile.v0 | WORKDIR /app
      05-09T10:00 | buildkit.dockerfile.v0 | COPY . . # buildkit
    - 05-09T10:00 | buildkit.dockerfile.v0 | CMD ["node" "app.js"]`,
  'only a CMD put on an image': `
      05-02T10:00 | buildkit.dockerfile.v0 | COPY / / # buildkit
    - 05-02T10:00 | buildkit.dockerfile.v0 | CMD ["node"]
    - 05-09T10:00 | buildkit.dockerfile.v0 | CMD ["node" "app.js"]`,
  'kaniko on an image that ends with CMD': `
      05-01T10:00 | | /bin/sh -c #(nop) ADD file:1 in /
    - 05-01T10:00 | | /bin/sh -c #(nop)  CMD ["/bin/sh"]
      06-09T10:00 | | RUN apk add curl
      06-09T10:00 | | COPY . /app
    - 06-09T10:00 | | ENTRYPOINT ["/app/run"]`,
  'buildah on a named image, in turn on a named one': `
      11-23T07:19 | | /bin/sh -c #(nop) ADD file:1 in /
    - 11-23T07:19 | FROM d4b823ecaeed | /bin/sh -c #(nop) CMD ["bash"]
      11-23T07:20 | FROM localhost/debian:bookworm-slim | /bin/sh -c apt-get update
    - 11-23T07:20 | FROM 32b359590930 | /bin/sh -c #(nop) CMD ["node"]
    - 11-23T07:31 | FROM localhost/node:18-slim | /bin/sh -c #(nop) ENV A=1
      11-23T07:31 | FROM 9566014cfbcb | /bin/sh -c #(nop) COPY dir:2 in .`,
  'buildah from scratch': `
      11-23T07:19 | | /bin/sh -c #(nop) COPY file:1 in /
      11-23T07:19 | FROM 79a8ac4c9aad | /bin/sh -c #(nop) COPY file:2 in /
    - 11-23T07:19 | FROM 6b310340bfc8 | /bin/sh -c #(nop) ENTRYPOINT ["/tiny"]`,
  'podman commit': `
      11-23T07:19 | | /bin/sh -c #(nop) ADD file:1 in /
      11-24T07:19 | FROM docker.io/library/alpine:3.20 | /bin/sh`,
  'neither CMD nor BuildKit, but a month between': `
      05-01T10:00 | | bazel build ...
      05-01T10:00 | | bazel build ...
      06-09T10:00 | | jib-maven-plugin`,
  'one builder without a pause': `
      05-01T10:00 | buildkit.dockerfile.v0 | COPY a / # buildkit
      05-01T10:01 | buildkit.dockerfile.v0 | COPY b / # buildkit
    - 05-01T10:01 | buildkit.dockerfile.v0 | ENTRYPOINT ["/a"]`,
};

test.each<[keyof typeof histories, object]>([
  ['docker’s classic builder, on an image that ends with CMD', { layers: 3, from: 'history', estimate: true }],
  ['BuildKit on a classic image without CMD', { layers: 2, from: 'history', estimate: true }],
  ['BuildKit on an image of BuildKit', { layers: 2, from: 'history', estimate: true }],
  ['only a CMD put on an image', { layers: 1, from: 'history', estimate: true }],
  ['kaniko on an image that ends with CMD', { layers: 1, from: 'history', estimate: true }],
  [
    'buildah on a named image, in turn on a named one',
    { layers: 2, from: 'history', estimate: false, name: 'localhost/node:18-slim' },
  ],
  ['buildah from scratch', { layers: 0, from: 'history', estimate: false, name: null }],
  ['podman commit', { layers: 1, from: 'history', estimate: false, name: 'docker.io/library/alpine:3.20' }],
  ['neither CMD nor BuildKit, but a month between', { layers: 2, from: 'history', estimate: true }],
  ['one builder without a pause', { layers: 0, from: 'none', estimate: false, name: null }],
])('%s', (name, expected) => {
  const history = historyOf(histories[name]);
  expect(baseFromHistory(history, layersOf(history))).toMatchObject(expected);
});

test('every answer has its reason', () => {
  const told = Object.values(histories).map((text) => baseFromHistory(historyOf(text), layersOf(historyOf(text))));
  for (const { reason } of [...told, baseFromUser(3)]) expect(reason).toMatch(/^[A-Z].+\.$/);
  expect(told[8]?.reason).toBe('What follows was made 39 days later.');
});

test('a history that does not fit the layers tells nothing', () => {
  const history = historyOf(histories['podman commit']);
  expect(baseFromHistory(history, 3)).toMatchObject({ layers: 0, from: 'none' });
  expect(baseFromHistory([], 0)).toMatchObject({ layers: 0, from: 'none' });
});

describe('from the Dockerfile', () => {
  const fromDockerfile = (text: string, history: string): unknown => {
    const entries = historyOf(history);
    return baseFromDockerfile(parseDockerfile(text), entries, layersOf(entries));
  };
  const built = `
      05-01T10:00 | | /bin/sh -c #(nop) ADD file:1 in /
    - 05-01T10:00 | | /bin/sh -c #(nop)  CMD ["bash"]
      05-09T10:00 | buildkit.dockerfile.v0 | RUN /bin/sh -c apt-get update # buildkit
      05-09T10:00 | buildkit.dockerfile.v0 | COPY . . # buildkit
    - 05-09T10:00 | buildkit.dockerfile.v0 | ENTRYPOINT ["/a"]`;

  test.each<[string, string, object | null]>([
    [
      'all instructions are there',
      'FROM debian\nRUN apt-get update\nCOPY . .\nENTRYPOINT /a\n',
      { layers: 1, name: 'debian' },
    ],
    [
      'the stages below count',
      'FROM debian AS one\nRUN apt-get update\nFROM one\nCOPY . .\nENTRYPOINT /a\n',
      { layers: 1, name: 'debian' },
    ],
    ['one was edited since', 'FROM debian\nRUN apt-get upgrade\nCOPY . .\nENTRYPOINT /a\n', { layers: 1 }],
    ['an argument names it', 'ARG B=debian\nFROM $B\nRUN apt-get update\nCOPY . .\nENTRYPOINT /a\n', { name: '$B' }],
    ['most are other ones', 'FROM debian\nRUN make\nCOPY src .\nENTRYPOINT /a\n', null],
    ['one is new', 'FROM debian\nENV A=1\nRUN apt-get update\nCOPY . .\nENTRYPOINT /a\n', null],
    ['it says scratch, and there are layers below', 'FROM scratch\nCOPY . .\nENTRYPOINT /a\n', null],
    ['it has nothing that can be compared', 'FROM debian\nENTRYPOINT /a\n', null],
    ['it has no stage', '# nothing\n', null],
  ])('%s', (_, text, expected) => {
    const found = fromDockerfile(text, built);
    if (expected === null) expect(found).toBeNull();
    else expect(found).toMatchObject({ from: 'dockerfile', estimate: false, ...expected });
  });

  test('scratch has no name', () => {
    const text = 'FROM scratch\nCOPY a /\nCOPY b /\nENTRYPOINT ["/a"]\n';
    expect(fromDockerfile(text, histories['one builder without a pause'])).toMatchObject({ layers: 0, name: null });
  });
});
