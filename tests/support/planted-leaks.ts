import { existsSync, readFileSync } from 'node:fs';
import type { ArchiveImage } from '../../src/image/model.ts';
import type { ImageSecret, SecretPlace } from '../../src/secrets/image-secrets.ts';
import { leaksOf, type Leak } from '../../src/secrets/leak.ts';

interface PlantedPlace {
  readonly where: 'layer' | 'config.Env' | 'config.Labels' | 'history';
  readonly layer?: number;
  readonly path?: string;
  readonly line?: number;
  readonly visible_in_final?: boolean;
  readonly name?: string;
  readonly index?: number;
}

interface Planted {
  readonly type: string;
  readonly preview: string;
  readonly length: number;
  readonly locations: readonly PlantedPlace[];
}

const kinds = { layer: 'file', 'config.Env': 'env', 'config.Labels': 'label', history: 'history' } as const;

/** Where in a text the value stands whose first and last characters are known. */
function offsetOf(text: string, { preview, length }: Planted): number {
  const [start = '', end = ''] = preview.split('...');
  for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) {
    if (text.slice(at, at + length).endsWith(end)) return at;
  }
  throw new Error(`${preview} does not stand in ${text}`);
}

function placeOf(planted: Planted, place: PlantedPlace, image: ArchiveImage): SecretPlace {
  const { path, layer = null, line = null, index, visible_in_final: visible = true } = place;
  const text = index === undefined ? null : (image.history[index]?.createdBy ?? '');
  const offset = text === null ? 0 : offsetOf(text, planted);
  const severity = 'error';
  const common = { severity, inside: null, container: null, line, offset, length: planted.length, width: 1 } as const;
  return {
    where: kinds[place.where],
    path: path === undefined ? null : `/${path}`,
    name: place.name ?? (index === undefined ? null : String(index)),
    layer,
    line,
    visible,
    removedIn: null,
    reason: null,
    severity,
    entryName: null,
    entry: null,
    found: { ...common, detector: planted.type, excerpt: '', hash: '' },
  };
}

/** What is known to stand in an image of the shared fixtures, whatever the detectors find of it. */
export function plantedLeaks(file: string, image: ArchiveImage): Leak[] {
  if (!existsSync(file)) return [];
  const { secrets: planted } = JSON.parse(readFileSync(file, 'utf8')) as { secrets: readonly Planted[] };
  const secrets = planted.map((secret): ImageSecret => ({
    detector: secret.type,
    severity: 'error',
    excerpt: '',
    hash: '',
    places: secret.locations.map((place) => placeOf(secret, place, image)),
  }));
  const none = { files: 0, bytes: 0 };
  return leaksOf({ secrets, capped: [], partial: none, searched: none, incomplete: [] }, image);
}
