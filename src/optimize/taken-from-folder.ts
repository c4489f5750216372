// What a COPY takes of the folder: how much, and whether it is what people edit. The folder tells, and the image where there is none.
import { ContextKind } from '../build-context/context-tree.ts';
import { textAt } from '../bytes/string-column.ts';
import type { Bytes } from '../bytes/units.ts';
import { copySources } from '../build-cache/copy-request.ts';
import { copiedFiles } from '../build-cache/find-copied-files.ts';
import { languageOf } from '../build-cache/source-files.ts';
import type { Instruction } from '../dockerfile/model.ts';
import type { ProjectFolder } from './project-folder.ts';
import { Remembered } from './remembered.ts';
import type { RewriteContext } from './rewrite.ts';

export interface Taken {
  /** Files of a language that programs and pages are written in. */
  readonly holdsProgram: boolean;
  /** NaN as long as a size is not known. */
  readonly bytes: Bytes;
}

const remembered = new Remembered<Taken>();

function takenOfFolder({ context: { tree }, ignored }: ProjectFolder, copy: Instruction): Taken {
  const words = (copy.json ?? copy.words).map(({ value }) => value);
  const { taken } = copiedFiles(tree, ignored, copySources(copy, words).request);
  let holdsProgram = false;
  let bytes = 0;
  for (let node = 1; node < taken.length; node++) {
    if (taken[node] !== 1 || tree.kinds[node] !== ContextKind.file) continue;
    holdsProgram ||= languageOf(textAt(tree.names, node)) !== null;
    bytes += tree.sizes[node] ?? NaN;
  }
  return { holdsProgram, bytes };
}

/** Null where neither folder nor image tells, or where a variable stands in a name. */
export function takenFromFolder(context: RewriteContext, copy: Instruction): Taken | null {
  const { folder } = context;
  const words = (copy.json ?? copy.words).map(({ value }) => value);
  if (words.some((word) => word.includes('$'))) return null;
  if (folder) return remembered.of(folder, words.join('\n'), () => takenOfFolder(folder, copy));
  const image = context.witnessOf(copy);
  if (!image) return null;
  const layers = context.layersOf(copy);
  return image.remembered(['taken', layers], () => {
    const copies = layers.flatMap((layer) => image.copiesIn(layer));
    const holdsProgram = copies.some(({ path }) => languageOf(path.slice(path.lastIndexOf('/') + 1)) !== null);
    return { holdsProgram, bytes: copies.reduce((sum, { size }) => sum + size, 0) };
  });
}
