import { analyseImage } from '../../src/analysis/analyse-image.ts';
import type { HardeningCheck, Verdict } from '../../src/hardening/check.ts';
import type { HardenedImage } from '../../src/hardening/hardened-image.ts';
import { parseCreatedBy } from '../../src/history/created-by.ts';
import type { ArchiveImage, HistoryEntry, ImageConfig, LayerBlob } from '../../src/image/model.ts';
import { Rootfs } from '../../src/rootfs/rootfs.ts';
import { buildImage } from './build-image.ts';

/** What of an image a test is about; the rest is empty. */
export interface ImageParts {
  /** `created_by` of each entry; those of RUN, COPY and ADD make a layer. */
  readonly history?: readonly string[];
  readonly config?: Partial<ImageConfig>;
  readonly image?: Partial<ArchiveImage>;
  /** Layers that no entry of the history tells of. */
  readonly moreLayers?: number;
}

const layer = (index: number, command: string): LayerBlob => ({
  index,
  name: `layer-${index}.tar`,
  file: 0,
  range: null,
  compression: 'none',
  digest: null,
  diffId: '',
  command,
  created: null,
});

const makesLayer = (createdBy: string): boolean => ['RUN', 'COPY', 'ADD'].includes(parseCreatedBy(createdBy).keyword);

const noList = { nodes: [], count: 0 };
const noTree = {
  setId: noList,
  writableFiles: noList,
  writableDirectories: noList,
  users: [],
  groups: [],
  named: noList,
};

const noBodies = {
  textOf: () => null,
  elfOf: () => null,
  scriptOf: () => null,
  capabilitiesOf: () => null,
  packageOf: () => null,
  unread: [],
};

/** An image whose layers hold nothing, for checks that ask its config, history and name. */
export function configuredImage({ history = [], config = {}, image = {}, moreLayers = 0 }: ImageParts): HardenedImage {
  const layers: LayerBlob[] = [];
  const entries = history.map((createdBy): HistoryEntry => {
    const emptyLayer = !makesLayer(createdBy);
    const number = emptyLayer ? null : layers.push(layer(layers.length, createdBy)) - 1;
    return { createdBy, created: null, comment: '', emptyLayer, layer: number };
  });
  for (let more = 0; more < moreLayers; more++) layers.push(layer(layers.length, ''));
  const described = { ...buildImage('', config).image, history: entries, layers, ...image };
  return { image: described, rootfs: new Rootfs(analyseImage([]).rootfs), tree: noTree, bodies: noBodies };
}

/** The verdict in a form that tables compare: what failed, where; else its kind. */
export function verdictOn(check: HardeningCheck, parts: ImageParts): Verdict['kind'] | string[] {
  const verdict = check.check(configuredImage(parts));
  if (verdict.kind !== 'failed') return verdict.kind;
  return verdict.failures.map(({ message, history, layer }) => {
    const places = [history, layer].filter((place) => place !== undefined);
    return places.length === 0 ? message : `${places.join('/')} ${message}`;
  });
}

/** The check with a code, of those that a table makes. */
export function checkWith(code: string, checks: readonly HardeningCheck[]): HardeningCheck {
  const found = checks.find((check) => check.code === code);
  if (!found) throw new Error(`no check has the code ${code}`);
  return found;
}
