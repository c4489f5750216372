// What an image says for the changes to a Dockerfile: as much as the match of the two gives, and no more.
import { describe, expect, test } from 'vitest';
import { baseFromHistory } from '../../src/history/base-boundary.ts';
import { reconstructDockerfile } from '../../src/history/reconstruct-dockerfile.ts';
import { reviewDockerfile, type RebuiltInput } from '../../src/optimize/review-dockerfile.ts';
import type { DockerfileReview } from '../../src/optimize/review.ts';
import { buildImage } from '../support/build-image.ts';
import { faultsOfResult } from './cases.ts';

const layers = `
  layer  ADD rootfs.tar /
    usr/sbin/useradd  1000
  empty  CMD ["bash"]
  layer  RUN /bin/sh -c apt-get update && apt-get install -y --no-install-recommends curl=7 # buildkit
    usr/bin/curl  5000
    var/lib/apt/lists/packages  400000
  layer  RUN /bin/sh -c pip install flask==3.0.0 # buildkit
    usr/lib/flask.py  100
    root/.cache/pip/flask.whl  30000
`;

const lines = (...text: string[]): string => `${text.join('\n')}\n`;

const apt = 'RUN apt-get update && apt-get install -y --no-install-recommends curl=7';
const pip = 'RUN pip install flask==3.0.0';

function review(text: string, rebuilt: RebuiltInput | null = null, of = layers): DockerfileReview {
  const { image, rootfs } = buildImage(of);
  const dropped = { image, rootfs: rootfs.columns, leaks: [] };
  const reviewed = reviewDockerfile({
    fileName: 'Dockerfile',
    text,
    dockerignore: null,
    image: dropped,
    rebuilt,
    // It would take out what the removal of a cache does, and this is about the removal's evidence.
    off: ['cache-mounts'],
  });
  expect(faultsOfResult(text, reviewed.proposal?.text ?? text)).toEqual([]);
  return reviewed;
}

/** By change: the bytes that it saves, and where that is seen. */
const told = ({ proposal }: DockerfileReview): Record<string, [number | null, string]> =>
  Object.fromEntries((proposal?.changes ?? []).map(({ id, saves, evidence }) => [id, [saves, evidence]]));

test('of a Dockerfile that built the image, layers speak for its lines', () => {
  const reviewed = review(lines('FROM debian:12', apt, pip));
  expect(reviewed.unmeasured).toBeNull();
  expect(told(reviewed)).toMatchObject({
    'clean-up-apt-lists': [400_000, 'Layer 1 holds 1 file, 400 kB, below /var/lib/apt/lists.'],
    'clean-up-pip-cache': [30_000, expect.stringContaining('Layer 2 holds')],
  });
});

test('of one that did not build it, its text alone speaks, and why is said', () => {
  const reviewed = review(lines('FROM debian:12', 'RUN apt-get update', 'COPY app /app'));
  expect(reviewed.unmeasured).toMatch(/^This Dockerfile did not build this image: line 2 \(RUN\) has no layer/);
  expect(told(reviewed)).toMatchObject({
    'clean-up-apt-lists': [null, 'Line 2 fetches package lists and does not remove them.'],
  });
  expect(reviewed.proposal?.changes.every(({ saves }) => saves === null)).toBe(true);
});

test('where one step of another image is the same, that is no evidence', () => {
  const reviewed = review(lines('FROM debian:12', 'COPY a /a', 'RUN make', 'RUN make install', 'COPY b /b', apt));
  expect(reviewed.unmeasured).toMatch(/^This Dockerfile did not build this image/);
  expect(told(reviewed)['clean-up-apt-lists']?.[0]).toBeNull();
});

test('a line that was edited since has no evidence, the others keep theirs', () => {
  const reviewed = review(lines('FROM debian:12', apt, 'RUN pip install flask==3.0.1'));
  expect(reviewed.unmeasured).toBeNull();
  expect(told(reviewed)).toMatchObject({
    'clean-up-apt-lists': [400_000, expect.stringContaining('Layer 1')],
    'clean-up-pip-cache': [null, 'Line 3 leaves pip’s cache behind.'],
  });
});

test('a line whose layer is known and holds nothing of the kind needs no change', () => {
  const clean = layers.replace('    root/.cache/pip/flask.whl  30000\n', '');
  expect(told(review(lines('FROM debian:12', apt, pip), null, clean))).not.toHaveProperty('clean-up-pip-cache');
});

test('layers that were squashed speak for no line, and that is said', () => {
  const squashed = `
    layer  ADD rootfs.tar /
      usr/sbin/useradd  1000
    empty  CMD ["bash"]
    empty  RUN /bin/sh -c apt-get update && apt-get install -y --no-install-recommends curl=7 # buildkit
    layer  RUN /bin/sh -c pip install flask==3.0.0 # buildkit
      var/lib/apt/lists/packages  400000
      root/.cache/pip/flask.whl  30000
  `;
  const reviewed = review(lines('FROM debian:12', apt, pip), null, squashed);
  expect(reviewed.unmeasured).toContain('Its layers were squashed into one, so no line has a layer of its own.');
  expect(told(reviewed)['clean-up-pip-cache']).toEqual([null, 'Line 3 leaves pip’s cache behind.']);
});

test.each([
  ['RUN mkdir /app && touch /app/log', true],
  ['RUN mkdir /app && touch /app/log # empty', false],
  ['RUN ["touch", "/app/log"]', false],
])('%s: can set the owner itself: %j', (run, can) => {
  const made = `
    layer  ADD rootfs.tar /
      usr/bin/node  1000
    empty  CMD ["node"]
    layer  ${run.startsWith('RUN [') ? 'RUN touch /app/log' : run.replace('RUN ', 'RUN /bin/sh -c ')} # buildkit
      app/log  500
    layer  RUN /bin/sh -c chown -R 1000:1000 /app # buildkit
      app/log  500  1000:1000
  `;
  const ids = Object.keys(told(review(lines('FROM node:20', run, 'RUN chown -R 1000:1000 /app'), null, made)));
  expect(ids.includes('copy-owner')).toBe(can);
});

test('what an edited line stored is unknown, so no stage is split by it', () => {
  const built = `
    layer  ADD rootfs.tar /
      usr/bin/node  1000
    empty  CMD ["node"]
    layer  WORKDIR /app
    layer  COPY . . # buildkit
      app/package.json  10
      app/src/a.ts  100
    layer  RUN /bin/sh -c npm ci # buildkit
      app/node_modules/a.js  5000
    layer  RUN /bin/sh -c npm run build # buildkit
      app/dist/a.js  90
    empty  CMD ["node" "dist/a.js"]
  `;
  const text = (build: string): string =>
    lines('FROM node:20', 'WORKDIR /app', 'COPY . .', 'RUN npm ci', build, 'CMD ["node", "dist/a.js"]');
  expect(told(review(text('RUN npm run build'), null, built))).toHaveProperty('two-stage-build');
  // Nothing can be put behind a comment of the shell.
  const commented = built.replace('npm run build', 'npm run build # all');
  expect(told(review(text('RUN npm run build # all'), null, commented))).not.toHaveProperty('two-stage-build');
  expect(told(review(text('RUN npm run build && cp x /usr/bin/x'), null, built))).not.toHaveProperty('two-stage-build');
});

describe('a rebuilt Dockerfile', () => {
  const { image } = buildImage(layers);
  const made = reconstructDockerfile(image, baseFromHistory(image.history, image.layers.length));

  test('has its evidence from the layers that its lines stand for', () => {
    const shortened = { ...made, text: made.text.replace('flask==3.0.0', 'flask==3…') };
    const reviewed = review(shortened.text, { made: shortened, isOfImage: true });
    expect(reviewed.unmeasured).toBeNull();
    expect(told(reviewed)).toMatchObject({
      'clean-up-apt-lists': [400_000, expect.stringContaining('Layer 1')],
      'clean-up-pip-cache': [30_000, expect.stringContaining('Layer 2')],
    });
  });

  test('beside another image it is one that did not build it', () => {
    const other = 'layer  COPY a /a # buildkit\n  a  1\nlayer  RUN /bin/sh -c true # buildkit\n  b  1';
    const reviewed = review(made.text, { made, isOfImage: false }, other);
    expect(reviewed.unmeasured).toMatch(/^This Dockerfile did not build this image/);
  });

  test('the base image in it is not the user’s to change', () => {
    const based = layers.replace(
      '  empty  CMD ["bash"]',
      `  layer  ${apt}\n    var/lib/apt/lists/x  7000\n  empty  CMD ["bash"]`,
    );
    const { image: second } = buildImage(based);
    const rebuilt = reconstructDockerfile(second, baseFromHistory(second.history, second.layers.length));
    expect(rebuilt.text).toContain('FROM scratch AS base');
    const ids = (text: string): string[] => Object.keys(told(review(text, { made: rebuilt, isOfImage: true }, based)));
    expect(ids(rebuilt.text)).toContain('clean-up-apt-lists');
    expect(ids(rebuilt.text)).not.toContain('clean-up-apt-lists-2');
    expect(ids(`${rebuilt.text}# edited\n`)).not.toContain('clean-up-apt-lists-2');
    expect(Object.keys(told(review(rebuilt.text, null, based)))).toContain('clean-up-apt-lists-2');
  });
});
