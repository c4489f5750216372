// The Dockerfiles of real images beside those images, and beside all others.
import { existsSync, openAsBlob, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import type { DockerfileMatch } from '../../src/history/dockerfile-match.ts';
import { matchDockerfile } from '../../src/history/match-dockerfile.ts';
import { layerLines } from '../../src/history/layer-lines.ts';
import type { ArchiveImage } from '../../src/image/model.ts';
import { openBlob } from '../support/open-image.ts';
import { layerTruth as truth, type Lines } from '../support/layer-truth.ts';
import { sharedFixtures } from '../support/shared-fixtures.ts';

/** Images without a Dockerfile of their own. */
const others = [
  'rpm-based/rpm-bdb.tar',
  'rpm-based/rpm-ndb.tar',
  'rpm-based/two-images.tar',
  'whiteouts-crafted/whiteouts-crafted.tar',
  'whiteouts-crafted/whiteouts-crafted-legacy.tar',
  'whiteouts-crafted/pax-global.tar',
];

const fixtures = sharedFixtures();
const folderOf = (archive: string): string => archive.split('/')[0]!;
const paths = [...Object.keys(truth), ...others].map((archive) => [archive, join(fixtures?.images ?? '', archive)]);
const there = paths.filter(([, path]) => existsSync(path!)).map(([archive]) => archive!);

const images = new Map<string, readonly ArchiveImage[]>();

const textOf = (folder: string): string => readFileSync(join(fixtures!.shared, 'images', folder, 'Dockerfile'), 'utf8');

function match(folder: string, image: ArchiveImage): { match: DockerfileMatch; lines: Lines } {
  const found = matchDockerfile(parseDockerfile(textOf(folder)), image.history, image.layers.length);
  return { match: found, lines: layerLines(found, image.layers.length) };
}

describe.skipIf(!fixtures || there.length === 0)('images and their Dockerfiles', () => {
  beforeAll(async () => {
    for (const archive of there) {
      const path = join(fixtures!.images, archive);
      images.set(archive, (await openBlob(await openAsBlob(path), basename(path))).images);
    }
  });

  test.each(there.filter((archive) => archive in truth))('%s: every layer has its line', (archive) => {
    for (const image of images.get(archive)!) {
      const { match: found, lines } = match(folderOf(archive), image);
      expect(lines).toEqual(truth[archive]);
      expect(found).toMatchObject({ verdict: 'built', score: 1, unexplained: [] });
      expect(found.lines.map(({ kind }) => kind)).toEqual(found.lines.map(() => 'same'));
    }
  });

  test.each(there.filter((archive) => archive in truth))('%s: one line edited, one added, one gone', (archive) => {
    for (const image of images.get(archive)!) {
      const text = textOf(folderOf(archive));
      const right = truth[archive]!;
      const { history, layers } = image;
      const linesOf = (edited: string): Lines =>
        layerLines(matchDockerfile(parseDockerfile(edited), history, layers.length), layers.length);
      const all = text.split('\n');
      all.forEach((line, index) => {
        if (!/^(?:RUN|COPY|ADD) [^\\]*$/.test(line)) return;
        const number = index + 1;
        const gone = all.with(index, '# gone').join('\n');
        const edited = all.with(index, `${line}-edited`).join('\n');
        const added = all.toSpliced(index, 0, 'RUN something --new').join('\n');
        // A line is right, or none is given.
        const wrong = (found: Lines, moved: (line: number) => number): unknown[] =>
          found
            .flatMap((got, layer) => (got === null || right[layer] === undefined ? [] : [[got, right[layer]]]))
            .filter(([got, want]) => want === null || got !== moved(want!));
        expect(wrong(linesOf(edited), (own) => own)).toEqual([]);
        expect(linesOf(edited)).not.toContain(number);
        expect(wrong(linesOf(gone), (own) => (own === number ? -1 : own))).toEqual([]);
        expect(wrong(linesOf(added), (own) => (own >= number ? own + 1 : own))).toEqual([]);
      });
    }
  });

  test('a Dockerfile beside an image of another maps no layer', () => {
    const folders = [...new Set(Object.keys(truth).map(folderOf))];
    let compared = 0;
    for (const folder of folders) {
      for (const archive of there) {
        if (folderOf(archive) === folder && archive in truth) continue;
        for (const image of images.get(archive)!) {
          const isOwn = archive === 'rpm-based/two-images.tar' && folder === 'rpm-based' && image.layers.length === 4;
          if (isOwn) continue;
          const { match: found, lines } = match(folder, image);
          expect([folder, archive, lines.filter((line) => line !== null)]).toEqual([folder, archive, []]);
          expect([folder, archive, found.verdict]).toEqual([folder, archive, 'other']);
          compared++;
        }
      }
    }
    expect(compared).toBeGreaterThan(folders.length);
  });
});
