import { absolute, placeOf } from '../hardening/program-search.ts';
import { healthWordsOf, programsOf, startWordsOf } from '../hardening/start-command.ts';
import { wayTo } from '../hardening/way-to-file.ts';
import type { ArchiveImage } from '../image/model.ts';
import { noEvent } from '../rootfs/columns.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';

/** A file, a symbolic link or a folder that something started leads to. */
export interface StartedPath {
  readonly path: string;
  /** The layer that it is from; null for a folder, into which any may have put something. */
  readonly layer: number | null;
}

/** Of one command; each may name a file. */
const mostWords = 200;
const mostPaths = 500;

/** Programs as PATH finds them, and whatever else the words name by its path. */
function namedBy(image: ArchiveImage, rootfs: Rootfs, words: readonly string[]): string[] {
  const { config } = image;
  const parts = words.flatMap((word) => word.split(/[\s=:,;"'()]+/, mostWords)).slice(0, mostWords);
  const paths = parts.filter((part) => part !== '' && !part.startsWith('-')).map((part) => absolute(part, config));
  const programs = programsOf(words, config.user).flatMap(({ word }) => {
    const place = placeOf({ image, rootfs }, word);
    return place.node === null ? [] : [place.named];
  });
  return [...programs, ...paths];
}

/** What the words of ENTRYPOINT, CMD and HEALTHCHECK name, links on the way to it among them; the working directory is none. */
export function startedPaths(image: ArchiveImage, rootfs: Rootfs): StartedPath[] {
  const { config } = image;
  const { lastEvents, eventLayers } = rootfs.columns;
  const found = new Map<string, StartedPath>();
  const words = [startWordsOf(config), healthWordsOf(config)];
  for (const path of new Set(words.flatMap((some) => namedBy(image, rootfs, some)))) {
    if (path === '/' || path === absolute('.', config)) continue;
    for (const { entry } of wayTo(rootfs, path)) {
      const event = entry === null ? noEvent : (lastEvents[entry] as number);
      if (entry === null || event === noEvent || found.size >= mostPaths) continue;
      const own = rootfs.pathOf(entry);
      const isFolder = rootfs.isDirectory(event);
      // Folders on the way are left out where what lies in them is.
      if (!isFolder || own === path)
        found.set(own, { path: own, layer: isFolder ? null : (eventLayers[event] as number) });
    }
  }
  return [...found.values()];
}
