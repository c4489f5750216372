import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../../src/dockerfile/parse.ts';
import { reviewDockerfile } from '../../../src/optimize/review-dockerfile.ts';
import { buildImage } from '../../support/build-image.ts';
import { faultsOfResult } from '../cases.ts';

const layersWith = (run: string): string => `
  layer  base
    usr/bin/gcc  1200000
    usr/bin/git  3900000
    home/node/  1000:1000
  layer  WORKDIR /home/app
    home/app/
  layer  COPY . . # buildkit
    home/app/package.json  300
    home/app/yarn.lock  20000
    home/app/src/index.js  1200
  layer  RUN /bin/sh -c yarn install # buildkit
    home/app/node_modules/koa/koa.js  90000
  layer  RUN /bin/sh -c yarn build # buildkit
    home/app/lib/index.js  1300
  layer  RUN /bin/sh -c ${run} # buildkit
    home/app/lib/index.js  1300  1000:1000
  empty  CMD ["node" "lib/index.js"]`;

/** What the final image is built on, where a line stands behind the build. */
function baseWith(run: string): string {
  const text = `FROM node:20\nWORKDIR /home/app\nCOPY . .\nRUN yarn install\nRUN yarn build\nRUN ${run}\nCMD ["node", "lib/index.js"]\n`;
  const { image, rootfs } = buildImage(layersWith(run));
  const dropped = { image, rootfs: rootfs.columns, leaks: [] };
  const input = { fileName: 'Dockerfile', text, dockerignore: null, image: dropped, off: [] };
  const result = reviewDockerfile(input).proposal?.text ?? text;
  expect(faultsOfResult(text, result)).toEqual([]);
  const stages = parseDockerfile(result).stages;
  expect(stages.length).toBeGreaterThan(1);
  return stages[0]?.image ?? '';
}

describe('the program runs on the slim image', () => {
  it.each([
    'chown -R node:node /home/app',
    'chmod -R go-w lib && chown -R node lib',
    'mkdir -p lib/cache && touch lib/cache/x',
  ])('where the last stage but moves files: %s', (run) => expect(baseWith(run)).toBe('node:20-slim'));

  it.each(['git config --system user.name app', 'chown -R node lib && git init', 'chown node lib; curl localhost'])(
    'and not where it runs more: %s',
    (run) => expect(baseWith(run)).toBe('node:20'),
  );
});
