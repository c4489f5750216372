import type { ArchiveImage, HistoryEntry, ImageConfig } from '../../src/image/model.ts';
import { emptyConfig } from '../support/build-image.ts';

/** Entries by their `created_by`; those that start with `- ` made no layer. */
export function historyOf(lines: readonly string[], comment = ''): HistoryEntry[] {
  let layer = 0;
  return lines.map((line) => {
    const emptyLayer = line.startsWith('- ');
    const createdBy = emptyLayer ? line.slice(2) : line;
    return { createdBy, created: null, comment, emptyLayer, layer: emptyLayer ? null : layer++ };
  });
}

/** An image with as many layers as its history made, unless it is said. */
export function imageWith(
  history: readonly HistoryEntry[],
  config: Partial<ImageConfig> = {},
  layerCount = history.filter(({ layer }) => layer !== null).length,
): ArchiveImage {
  return {
    format: 'docker-archive',
    reference: 'docker.io/library/web:1.4',
    tags: [],
    id: '',
    manifestDigest: null,
    platform: 'linux/amd64',
    created: null,
    config: { ...emptyConfig, ...config },
    configText: '',
    history,
    layers: Array.from({ length: layerCount }, (_, index) => ({
      index,
      name: `layer${index}.tar`,
      file: 0,
      range: null,
      compression: 'none',
      digest: null,
      diffId: '',
      command: '',
      created: null,
    })),
    documents: [],
  };
}
