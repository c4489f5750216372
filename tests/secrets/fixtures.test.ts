import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { analyseImage } from '../../src/analysis/analyse-image.ts';
import { scanLayer } from '../../src/layer/scan-layer.ts';
import { Rootfs } from '../../src/rootfs/rootfs.ts';
import { gatherSecrets, type ImageSecret, type SecretPlace } from '../../src/secrets/image-secrets.ts';
import { textsOfImage } from '../../src/secrets/image-texts.ts';
import { scanLayerSecrets } from '../../src/secrets/scan-layer-secrets.ts';
import { scanTexts } from '../../src/secrets/scan-texts.ts';
import { archiveIn, openBlob } from '../support/open-image.ts';
import { extras, otherValues } from './fixture-extras.ts';
import { sharedArchives, sharedFixtures } from '../support/shared-fixtures.ts';

const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

interface Location {
  where: 'layer' | 'config.Env' | 'config.Labels' | 'history';
  layer?: number;
  path?: string;
  line?: number;
  name?: string;
  index?: number;
  visible_in_final?: boolean;
}
interface Planted {
  id: string;
  type: string;
  value_sha256?: string;
  locations: Location[];
}
interface Truth {
  archive: string;
  secrets: Planted[];
}

const fixtures = sharedFixtures();

async function findIn(path: string) {
  const file = await archiveIn(path);
  const { images } = await openBlob(file, path);
  const image = images[0]!;
  const tables = [];
  for (const layer of image.layers) tables.push((await scanLayer(file, layer, path)).table);
  const rootfs = new Rootfs(analyseImage(tables).rootfs);
  const layers = [];
  for (const layer of image.layers) layers.push(await scanLayerSecrets(file, layer, { fileName: path }));
  const texts = textsOfImage(image);
  return gatherSecrets(rootfs, layers, texts, await scanTexts(texts.map(({ text }) => text)));
}

/** A PEM block is one secret; the truth names its sixth line alone. */
const linesBefore = 5;

function isAt(place: SecretPlace, location: Location): boolean {
  if (location.where === 'config.Env') return place.where === 'env' && place.name === location.name;
  if (location.where === 'config.Labels') return place.where === 'label' && place.name === location.name;
  if (location.where === 'history') return place.where === 'history' && place.name === String(location.index);
  if (place.where !== 'file' || place.layer !== location.layer || place.path !== `/${location.path}`) return false;
  return place.visible === location.visible_in_final;
}

function lineFits({ line }: SecretPlace, location: Location, type: string): boolean {
  if (location.line === undefined || line === null) return true;
  return type === 'private-key' ? line <= location.line && location.line - line <= linesBefore : line === location.line;
}

const isValueOf = ({ hash }: ImageSecret, id: string, planted: string | undefined): boolean =>
  hash === planted || (otherValues[id] ?? []).some(({ value }) => sha256Of(value) === hash);

const isFound = (
  secrets: readonly ImageSecret[],
  { id, type, value_sha256: hash }: Planted,
  location: Location,
): boolean =>
  secrets
    // Of a key the whole block is the value, and of a store of keys the whole file.
    .filter((secret) => type === 'private-key' || type === 'keystore-file' || isValueOf(secret, id, hash))
    .some(({ places }) => places.some((place) => isAt(place, location) && lineFits(place, location, type)));

const isPlanted = (place: SecretPlace, planted: readonly Planted[]): boolean =>
  planted.some(({ locations }) => locations.some((location) => isAt(place, location)));

function trivyFinds(folder: string): number | null {
  const path = join(folder, 'trivy-secret.json.gz');
  if (!existsSync(path)) return null;
  const { Results = [] } = JSON.parse(gunzipSync(readFileSync(path)).toString()) as {
    Results?: { Secrets?: unknown[] }[];
  };
  return Results.reduce((sum, { Secrets = [] }) => sum + Secrets.length, 0);
}

/** What was planted; other archives of a folder hold other images, in which nothing was. */
function plantedIn(folder: string, archive: string): readonly Planted[] {
  const path = join(folder, 'secrets.json');
  if (!existsSync(path)) return [];
  const truth = JSON.parse(readFileSync(path, 'utf8')) as Truth;
  return truth.archive === archive ? truth.secrets : [];
}

describe.skipIf(!fixtures)('the shared images', { timeout: 300_000 }, () => {
  test.each(sharedArchives())(
    '%s: every planted secret is found in each of its places, what else is found is explained',
    async (name) => {
      const [imageName = '', archive = ''] = name.split(/[/\\]/);
      const folder = join(fixtures!.shared, 'images', imageName);
      const planted = plantedIn(folder, archive);
      const { secrets } = await findIn(join(fixtures!.images, name));
      const wanted = planted.flatMap((secret) => secret.locations.map((location) => ({ secret, location })));
      const missed = wanted.filter(({ secret, location }) => !isFound(secrets, secret, location));
      const extra = secrets
        .flatMap(({ detector, places }) => places.map((place) => ({ detector, place })))
        .filter(({ place }) => place.severity === 'error' || place.severity === 'warning')
        .filter(({ place }) => !isPlanted(place, planted))
        .map(({ detector, place: { where, path, name: of, layer } }) => [detector, where, path ?? of, layer].join(' '));
      const told = `${wanted.length - missed.length} of ${wanted.length} planted places found, ${extra.length} more`;
      console.log(`${name}: ${told}; Trivy finds ${trivyFinds(folder)}`);
      expect(missed.map(({ secret: { id }, location }) => `${id} ${JSON.stringify(location)}`)).toEqual([]);
      expect(extra.filter((one) => !(extras[imageName] ?? []).some(({ of }) => of.test(one)))).toEqual([]);
    },
  );
});
