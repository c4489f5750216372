import { describe, expect, test } from 'vitest';
import { whole } from '../../../../src/bytes/in-pieces.ts';
import { matchNames } from '../../../../src/rootfs/match-names.ts';
import type { Rootfs } from '../../../../src/rootfs/rootfs.ts';
import { decodeNames } from '../../../../src/rootfs/node-names.ts';
import { nodeKinds, treeState, type NodeKind } from '../../../../src/rootfs/tree-state.ts';
import { colourCopies, type MapColour } from '../../../../src/views/layers/map/map-colours.ts';
import { mapCopies, type MapCopies, type MapScope } from '../../../../src/views/layers/map/map-copies.ts';
import { MapFigures, MapShares } from '../../../../src/views/layers/map/map-figures.ts';
import { buildImage } from '../../../support/build-image.ts';

const { rootfs, analysis } = buildImage(`
  layer  ADD rootfs.tar /
    bin/sh  3000  0755
    bin/ls => bin/sh  0755
    usr/lib/libc.so.6  500
    etc/empty  0
  layer  COPY . /srv
    srv/app.js  200
    srv/old.log  70
  layer  RUN change
    srv/app.js  210
    srv/app.js  220
    srv/.wh.old.log
`);

function copiesOf(
  of: Rootfs,
  scope: MapScope,
  layer: number,
  matches: Uint8Array | null = null,
  kinds: ReadonlySet<NodeKind> = new Set(nodeKinds),
): MapCopies {
  const state = whole(treeState(of.columns, layer, scope === 'image' ? 'image' : 'layer'));
  return whole(mapCopies(of, scope, { layer, tree: { state, matches }, kinds }));
}

function mapOf(scope: MapScope, layer: number, colour: MapColour): { figures: MapFigures; shares: MapShares } {
  const figures = whole(MapFigures.of(rootfs, copiesOf(rootfs, scope, layer)));
  return { figures, shares: whole(MapShares.of(figures, whole(colourCopies(rootfs, figures.copies, colour)))) };
}

/** `path bytes: bytes by key` of what weighs anything. */
function linesOf(scope: MapScope, layer: number, colour: MapColour): string[] {
  const { figures, shares } = mapOf(scope, layer, colour);
  const titles = shares.coloured.keys.map(({ title }) => title);
  const lineOf = (node: number): string => {
    const parts = shares.sumsOf(node).flatMap((bytes, key) => (bytes > 0 ? [`${bytes} ${titles[key]}`] : []));
    return `${rootfs.pathOf(node)} ${figures.weightOf(node)}: ${parts.join(', ')}`;
  };
  return rootfs.subtree(0).flatMap((node) => (figures.weightOf(node) > 0 ? [lineOf(node)] : []));
}

describe('what takes room in a map', () => {
  test('of a layer: all that it stored, twice where it stored a file twice', () => {
    expect(linesOf('layer', 2, 'waste')).toEqual([
      '/ 430: 220 in use, 210 overwritten later',
      '/srv 430: 220 in use, 210 overwritten later',
      '/srv/app.js 430: 220 in use, 210 overwritten later',
    ]);
  });

  test('of the image up to a layer: what is there, by the layer that stored it and by what becomes of it', () => {
    expect(linesOf('image', 1, 'layer').slice(0, 4)).toEqual([
      '/ 3770: 3500 layer 0, 270 layer 1',
      '/bin 3000: 3000 layer 0',
      '/usr 500: 500 layer 0',
      '/srv 270: 270 layer 1',
    ]);
    expect(linesOf('image', 1, 'waste')[3]).toBe('/srv 270: 70 deleted later, 200 overwritten later');
  });

  test('of all copies: whatever any layer stored, to the byte', () => {
    const { figures, shares } = mapOf('stored', 0, 'waste');
    expect(figures.weightOf(0)).toBe(analysis.sizes.stored);
    expect(shares.sumsOf(0)).toEqual([analysis.sizes.visible, analysis.sizes.deleted, analysis.sizes.overwritten]);
    expect(figures.rowsIn(0).map((node) => rootfs.nameOf(node))).toEqual(['bin', 'srv', 'usr']);
  });

  test('by kind', () => {
    expect(linesOf('image', 2, 'kind')[0]).toBe('/ 3720: 500 library, 220 script or source, 3000 program');
  });

  test('what most of a folder is, with its share', () => {
    const { shares } = mapOf('image', 1, 'layer');
    expect(shares.mostlyOf(0)).toMatchObject({ key: { title: 'layer 0', look: 'hue-1' }, share: 3500 / 3770 });
    expect(shares.mostlyOf(rootfs.find('/srv')!)).toMatchObject({ key: { title: 'layer 1' }, share: 1 });
    expect(shares.mostlyOf(rootfs.find('/etc')!)).toBeNull();
  });
});

test('of many layers the heaviest eight have hues, in their own order, and the rest is one', () => {
  const layers = Array.from({ length: 12 }, (_, at) => `layer\n  f${at}  ${at === 3 ? 1 : 1000 - at}`);
  const many = buildImage(layers.join('\n')).rootfs;
  const copies = copiesOf(many, 'stored', 0);
  const { keys, keyOf } = whole(colourCopies(many, copies, 'layer'));
  expect(keys.map(({ title, look }) => `${title}: ${look}`)).toEqual([
    'layer 0: hue-1',
    'layer 1: hue-2',
    'layer 2: hue-3',
    'layer 4: hue-4',
    'layer 5: hue-5',
    'layer 6: hue-6',
    'layer 7: hue-7',
    'layer 8: hue-8',
    '4 other layers: others',
  ]);
  expect([...keyOf]).toEqual([0, 1, 2, 8, 3, 4, 5, 6, 7, 8, 8, 8]);
});

test('the filter of the tree holds: names in every scope, kinds of change where there is one layer', () => {
  const sum = (copies: MapCopies): number =>
    copies.events.reduce((bytes, event) => bytes + rootfs.columns.eventSizes[event]!, 0);
  const { parents, names } = rootfs.columns;
  const matches = matchNames({ kind: 'text', text: 'app' }, parents, decodeNames(names));
  expect(sum(copiesOf(rootfs, 'image', 1, matches))).toBe(200);
  expect(sum(copiesOf(rootfs, 'layer', 2, matches))).toBe(430);
  expect(sum(copiesOf(rootfs, 'stored', 0, matches))).toBe(630);
  expect(sum(copiesOf(rootfs, 'image', 1, null, new Set(['added'])))).toBe(270);
  expect(sum(copiesOf(rootfs, 'layer', 2, null, new Set(['added'])))).toBe(0);
  expect(sum(copiesOf(rootfs, 'stored', 0, null, new Set()))).toBe(sum(copiesOf(rootfs, 'stored', 0)));
});
