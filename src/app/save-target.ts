import type { SaveTarget } from '../workers/save-sink.ts';
import type { ScratchSpace } from './scratch-space.ts';

// Chromium has it; TypeScript's types do not.
type PickFile = (options: { suggestedName: string }) => Promise<FileSystemFileHandle>;

/**
 * Where a file of this name goes: where the user says, if the browser asks; else to a file of the page's own, which is
 * downloaded. Null where the user has said no. To be called right behind a click, as browsers want it.
 */
export async function askForTarget(
  suggestedName: string,
  space: Pick<ScratchSpace, 'place'>,
): Promise<SaveTarget | null> {
  const pick = (globalThis as { showSaveFilePicker?: PickFile }).showSaveFilePicker;
  if (!pick) return { kind: 'own', place: await space.place() };
  try {
    return { kind: 'chosen', handle: await pick({ suggestedName }) };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    // Refused, in a frame or by a rule of the browser's.
    return { kind: 'own', place: await space.place() };
  }
}

type Removable = FileSystemFileHandle & { remove?(): Promise<void> };

const [attempts, pause] = [100, 100];

/**
 * Takes away the empty file that the browser has made where the user wanted one, where it can be. It stays locked until the
 * worker that wrote it is gone, which takes a busy one two seconds in Chromium.
 */
export async function dropTarget(target: SaveTarget, space: Pick<ScratchSpace, 'free'>): Promise<void> {
  if (target.kind === 'own') return target.place ? space.free(target.place) : undefined;
  const handle: Removable = target.handle;
  for (let attempt = 0; attempt < attempts; attempt++) {
    try {
      // One that was there before, and has something in it, stays as it is.
      if (handle.remove && (await handle.getFile()).size === 0) await handle.remove();
      return;
    } catch (error) {
      if (error instanceof DOMException && error.name === 'NotFoundError') return;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
