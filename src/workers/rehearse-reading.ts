import { scanLayer } from '../layer/scan-layer.ts';
import { rehearsedEntries } from './rehearsal.ts';
import { rehearsedLayer } from './rehearsed-layer.ts';

const times = 12;

/** Reads the same layer again and again, until there is something to do. */
export async function rehearseReading(isIdle: () => boolean): Promise<void> {
  if (!isIdle()) return;
  const { blob, layer } = rehearsedLayer(rehearsedEntries(0));
  for (let time = 0; time < times && isIdle(); time++) await scanLayer(blob, layer, 'rehearsal');
}
