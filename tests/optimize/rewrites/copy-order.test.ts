import { describe, expect, it } from 'vitest';
import { BuildSimulation } from '../../../src/build-cache/build-simulation.ts';
import { typicalChanges } from '../../../src/build-cache/typical-changes.ts';
import type { SimulatedBuild } from '../../../src/build-cache/simulation.ts';
import { ignoredByFile } from '../../../src/build-context/dockerignore.ts';
import { parseDockerfile } from '../../../src/dockerfile/parse.ts';
import { folderOf, type GivenFiles } from '../../support/build-context.ts';
import { changedBy, dockerfileOf as lines } from '../../support/review-changes.ts';

const id = 'copy-order';
const files = { 'a.js': 10, 'assets/hero.bmp': 3_000_000, 'data/small.json': 100, 'package.json': '{}' };

const better = (text: string, given: GivenFiles | null = files): string => changedBy({ text, files: given }, id).text;

/** The build after a source file is edited. */
function afterEdit(text: string, given: GivenFiles): SimulatedBuild {
  const { tree } = folderOf({ Dockerfile: text, ...given });
  const simulation = new BuildSimulation({ tree, ignored: ignoredByFile(tree, ''), dockerfile: parseDockerfile(text) });
  const edit = typicalChanges(simulation).find((one) => one.id === 'source');
  if (!edit) throw new Error('no source file');
  return simulation.after(edit.change);
}

describe('what an edit leaves as it is comes before what it changes', () => {
  it('large files, which a build after an edit takes from its cache then', () => {
    const given = lines('FROM node:20', 'WORKDIR /app', 'COPY a.js ./', '# the hero', 'COPY assets ./assets');
    const result = better(given);
    expect(result).toBe(lines('FROM node:20', 'WORKDIR /app', '# the hero', 'COPY assets ./assets', 'COPY a.js ./'));
    expect(afterEdit(given, files)).toMatchObject({ running: 2, bytes: 3_000_010 });
    expect(afterEdit(result, files)).toMatchObject({ running: 1, bytes: 10 });
  });

  it('says what it is, and where it stands', () => {
    const text = lines('FROM node:20', 'COPY a.js /app/', 'COPY assets /app/assets');
    expect(changedBy({ text, files }, id).change).toMatchObject({
      evidence:
        'An edit of the program leaves assets (3.00 MB) as it is, and it stands behind `COPY a.js /app/` (line 2), which it may change. Of the folder, a build after an edit then copies 3.00 MB less.',
      saves: null,
      risk: 'check',
    });
  });

  it('packages of a stage, and large files before all that comes of a stage', () => {
    const build = [
      'FROM node:20 AS build',
      'WORKDIR /app',
      'COPY . .',
      'RUN npm ci && npm run build',
      '',
      'FROM node:20-slim',
    ];
    const manifest = 'COPY --from=build /app/package.json ./';
    const [dist, packages] = [
      'COPY --from=build /app/dist ./dist',
      'COPY --from=build /app/node_modules ./node_modules',
    ];
    const hero = 'COPY assets/hero.bmp /app/public/hero.bmp';
    expect(better(lines(...build, 'WORKDIR /app', manifest, dist, packages, hero))).toBe(
      lines(...build, 'WORKDIR /app', hero, manifest, packages, dist),
    );
  });

  it('also before packages of a stage that an edit makes run again', () => {
    const given = lines(
      'FROM node:20 AS build',
      'WORKDIR /app',
      'COPY . .',
      'RUN npm ci && npm run build',
      'FROM node:20-slim',
      'COPY --from=build /app/node_modules /app/node_modules',
      'COPY assets /app/assets',
    );
    expect(afterEdit(given, files).bytes - afterEdit(better(given), files).bytes).toBe(3_000_000);
  });

  it('by the image where no folder was dropped', () => {
    const text = lines('FROM node:20', 'COPY a.js /app/', 'COPY assets/hero.bmp /app/hero.bmp');
    const layers = `
      layer  base
        usr/bin/node  10
      layer  COPY a.js /app/ # buildkit
        app/a.js  10
      layer  COPY assets/hero.bmp /app/hero.bmp # buildkit
        app/hero.bmp  3000000
    `;
    const { text: result, change } = changedBy({ text, layers }, id);
    expect(result).toBe(lines('FROM node:20', 'COPY assets/hero.bmp /app/hero.bmp', 'COPY a.js /app/'));
    expect(change?.evidence).toContain('assets/hero.bmp (3.00 MB)');
  });
});

describe('nothing is moved', () => {
  const from = (...rest: string[]): string => lines('FROM node:20', 'WORKDIR /app', ...rest);

  it.each([
    ['what is small', from('COPY a.js ./', 'COPY data ./data')],
    ['what stands in front already', from('COPY assets ./assets', 'COPY a.js ./')],
    ['what holds sources', from('COPY a.js ./', 'COPY . /all')],
    ['what lies where the other one writes', from('COPY . .', 'COPY assets ./assets')],
    ['what would be written over', from('COPY a.js ./assets/x.js', 'COPY assets ./assets')],
    ['the same name in one folder', from('COPY a.js /x/hero.bmp', 'COPY assets/hero.bmp /x/')],
    ['over a RUN, which may need what is in front', from('COPY a.js ./', 'RUN node a.js', 'COPY assets ./assets')],
    ['what another owner is given', from('COPY --chown=node a.js ./', 'COPY assets ./assets')],
    ['what variables name', from('COPY a.js ./', 'ARG A=assets', 'COPY a.js /b/', 'COPY $A ./assets')],
    ['what variables put somewhere', from('COPY a.js ./', 'COPY assets $TO')],
    ['with flags that change what is taken', from('COPY a.js ./', 'COPY --exclude=x assets ./assets')],
    ['of an image, which is small or large', from('COPY a.js ./', 'COPY --from=node:20 /usr/lib/node_modules /n')],
    ['what a here-document writes', from('COPY a.js ./', 'COPY <<A /x', 'text', 'A', 'COPY data ./data')],
    [
      'in a stage that is not the last',
      lines('FROM a:1 AS b', 'COPY a.js /x/', 'COPY assets /a', 'FROM a:1', 'COPY --from=b /a /a'),
    ],
  ])('%s', (_, text) => {
    expect(better(text)).toBe(text);
  });

  it('without folder and image, where nobody knows what is large', () => {
    const text = from('COPY a.js ./', 'COPY assets ./assets');
    expect(better(text, null)).toBe(text);
  });
});
