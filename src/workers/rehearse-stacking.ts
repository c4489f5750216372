import { analyseAsTheyCome } from '../analysis/analyse-image.ts';
import { encodeText } from '../bytes/text.ts';
import { findTreeFacts } from '../hardening/tree-facts.ts';
import { LayerTableBuilder } from '../layer/layer-table-builder.ts';
import { EntryTypeCode, type LayerTable } from '../layer/layer-table.ts';
import { rehearsedEntries } from './rehearsal.ts';

const layers = 6;
/** More than one: what a stack does at its beginning and end is met while code is compiled, too. */
const stacks = 3;
/** Trees of usual images are much larger. */
const factsOfEach = 30;
/** As large as in an image of some gigabytes. */
const scale = 1e6;

function tableOf(layer: number): LayerTable {
  const builder = new LayerTableBuilder();
  for (const [row, { kind, path, link, size }] of rehearsedEntries(layer).entries()) {
    if (kind === 'whiteout') builder.whiteouts.push(encodeText(path));
    else {
      const owner = { mode: 0o644, uid: row % 3, gid: row % 3, mtime: 1.7e9 + row };
      const place = { size: size * scale, offset: row * scale, headerSize: 512 };
      builder.add({ path: encodeText(path), link: encodeText(link), type: EntryTypeCode[kind], ...owner, ...place });
    }
  }
  return builder.finish(0);
}

/** As tables come from other workers: made anew, one message after the other. */
async function* tablesAsSent(tables: readonly LayerTable[], isIdle: () => boolean): AsyncGenerator<LayerTable> {
  for (const table of tables) {
    await new Promise((resolve) => setTimeout(resolve));
    if (!isIdle()) return;
    yield structuredClone(table);
  }
}

/** Stacks layers, image after image, until there is something to do. */
export async function rehearseStacking(isIdle: () => boolean): Promise<void> {
  if (!isIdle()) return;
  const tables = Array.from({ length: layers }, (_, layer) => tableOf(layer));
  for (let stack = 0; stack < stacks && isIdle(); stack++) {
    const { rootfs } = await analyseAsTheyCome(tablesAsSent(tables, isIdle));
    for (let time = 0; time < factsOfEach; time++) findTreeFacts(rootfs);
  }
}
