import { describe, expect, test } from 'vitest';
import type { SameContent } from '../../src/analysis/image-model.ts';
import { makeArchive } from '../support/make-archive.ts';
import { analyseBlob } from '../support/open-image.ts';

async function layersOf(text: string): Promise<SameContent[]> {
  return (await analyseBlob(await makeArchive(text, { layout: 'skopeo' }), 'web.tar')).contents.sameContent;
}

const base = `
  layer  COPY . /srv
    srv/
    srv/app.js  "console.log(1)"
    srv/lib.js  "console.log(2)"
    srv/empty  ""
    srv/large  70000
    srv/link -> app.js
    srv/hard => srv/app.js
`;

describe('a layer that changes owners or rights alone is told from one that rewrites', () => {
  test.each<[string, string, SameContent]>([
    [
      'chown -R',
      `srv/  0755  10:20
       srv/app.js  "console.log(1)"  10:20
       srv/lib.js  "console.log(2)"  10:20
       srv/empty  ""  10:20
       srv/large  70000  10:20
       srv/link -> app.js  10:20
       srv/hard => srv/app.js  10:20`,
      { files: 6, bytes: 14 + 14 + 70_000, owner: 6, mode: 0, time: 0, metadataOnly: true },
    ],
    [
      'chmod',
      'srv/app.js  "console.log(1)"  0755',
      { files: 1, bytes: 14, owner: 0, mode: 1, time: 0, metadataOnly: true },
    ],
    [
      'owner and rights at once',
      'srv/app.js  "console.log(1)"  0755  10:20',
      { files: 1, bytes: 14, owner: 1, mode: 1, time: 0, metadataOnly: true },
    ],
    [
      'a file of the same size, rewritten',
      'srv/app.js  "console.log(3)"  10:20',
      { files: 0, bytes: 0, owner: 0, mode: 0, time: 0, metadataOnly: false },
    ],
    [
      'a link that leads elsewhere, and a link in the place of a file',
      `srv/link -> lib.js
       srv/app.js -> lib.js`,
      { files: 0, bytes: 0, owner: 0, mode: 0, time: 0, metadataOnly: false },
    ],
    [
      'half rewritten, half the same: not named for it',
      `srv/app.js  "console.log(1)"  10:20
       srv/lib.js  "console.log(4)"  10:20`,
      { files: 1, bytes: 14, owner: 1, mode: 0, time: 0, metadataOnly: false },
    ],
    [
      'a layer that brings new files as well is not named for it',
      `srv/app.js  "console.log(1)"  10:20
       srv/new.js  "console.log(1)"  10:20`,
      { files: 1, bytes: 14, owner: 1, mode: 0, time: 0, metadataOnly: false },
    ],
    [
      'deleted and written again in one layer',
      `srv/.wh.app.js
       srv/app.js  "console.log(1)"  10:20`,
      { files: 1, bytes: 14, owner: 1, mode: 0, time: 0, metadataOnly: true },
    ],
    [
      'of a path written twice in the layer, the last state counts',
      `srv/app.js  "console.log(5)"  10:20
       srv/app.js  "console.log(1)"`,
      { files: 1, bytes: 14, owner: 0, mode: 0, time: 0, metadataOnly: true },
    ],
  ])('%s', async (_, change, expected) => {
    expect((await layersOf(`${base}\n layer  RUN change\n${change}`))[1]).toEqual(expected);
  });
});

test('a file that comes back after it was deleted is added, not modified', async () => {
  const text = `${base}
    layer
      srv/.wh.app.js
      srv/.wh.hard
    layer
      srv/app.js  "console.log(1)"`;
  expect((await layersOf(text)).map(({ files }) => files)).toEqual([0, 0, 0]);
});
