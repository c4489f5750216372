import { describe, expect, it } from 'vitest';
import { reviewDockerfile } from '../../../src/optimize/review-dockerfile.ts';
import { buildImage } from '../../support/build-image.ts';
import { faultsOfResult } from '../cases.ts';

const lines = (...text: string[]): string => `${text.join('\n')}\n`;

function review(text: string, layers?: string): string {
  const built = layers === undefined ? null : buildImage(layers);
  const image = built && { image: built.image, rootfs: built.rootfs.columns, leaks: [] };
  const input = { fileName: 'Dockerfile', text, dockerignore: null, image };
  const all = reviewDockerfile({ ...input, off: [] }).proposal?.changes.map(({ id }) => id) ?? [];
  const off = all.filter((id) => id !== 'run-as-user');
  const result = reviewDockerfile({ ...input, off }).proposal?.text ?? text;
  expect(faultsOfResult(text, result)).toEqual([]);
  return result;
}

describe('a user is switched to by its number', () => {
  it.each([
    ['has one already', 'debian:12', 'useradd -u 4000 app', 'useradd -u 4000 app', '4000'],
    ['has one already, with an equals sign', 'debian:12', 'useradd --uid=4000 app', 'useradd --uid=4000 app', '4000'],
    ['gets one', 'debian:12', 'useradd app', 'useradd -u 10001 app', '10001'],
    ['gets one of Debian’s adduser', 'debian:12', 'adduser app', 'adduser --uid 10001 app', '10001'],
    [
      'gets one of Alpine’s adduser',
      'alpine:3',
      'apk add a && adduser -D app',
      'apk add a && adduser -u 10001 -D app',
      '10001',
    ],
  ])('that the Dockerfile makes, and that %s', (_, base, given, made, number) => {
    expect(review(lines(`FROM ${base}`, `RUN ${given}`, 'CMD ["app"]'))).toBe(
      lines(`FROM ${base}`, `RUN ${made}`, `USER ${number}`, 'CMD ["app"]'),
    );
  });

  it.each(['CMD ["poetry", "run", "flask", "run"]', 'CMD pipenv run gunicorn a:b', 'ENTRYPOINT ["uv", "run", "a"]'])(
    'and not at all where a manager looks for the packages in root’s home: %s',
    (start) => {
      const text = lines('FROM python:3.12', 'RUN make', start);
      expect(review(text)).toBe(text);
    },
  );

  it('and not at all where a variable holds it', () => {
    const text = lines('FROM debian:12', 'ARG UID=0', 'RUN useradd -u $UID app', 'CMD ["app"]');
    expect(review(text)).toBe(text);
  });

  it.each([
    ['1000:1000', '1000'],
    ['500:500', '500'],
  ])('that the base image brings, as its home belongs to it: %s', (owner, number) => {
    const layers = `
      layer  base
        home/node/  ${owner}
      layer  RUN make # buildkit
        x  1
      empty  CMD ["node" "a.js"]`;
    expect(review(lines('FROM node:20', 'RUN make', 'CMD ["node", "a.js"]'), layers)).toBe(
      lines('FROM node:20', 'RUN make', `USER ${number}`, 'CMD ["node", "a.js"]'),
    );
  });
});

it.each(['/my app', '/a;b', '/a|b'])(
  'a working directory that a shell would read otherwise is handed to nobody: %s',
  (path) => {
    const text = lines('FROM debian:12', `WORKDIR ${path}`, 'RUN useradd -u 4000 app', 'CMD ["app"]');
    expect(review(text)).toBe(text.replace('CMD', 'USER 4000\nCMD'));
  },
);
