import type { SaveChoice, SaveContents, SaveOffer } from '../../app/save-offer.ts';
import type { SaveResult } from '../../app/saving.svelte.ts';
import { visibleText } from '../../bytes/text.ts';
import { formatBytes, formatCount } from '../../bytes/units.ts';

const counted = (count: number, one: string, many: string): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** What is in what is saved: `12 files, 3 directories, 1 symbolic link: 4.5 MB.` */
export function contentsOf({ choices }: SaveOffer, { totals }: SaveContents): string {
  const { files, directories, symlinks, special, bytes, dangling } = totals;
  if (choices[0]?.way === 'file') return `${formatBytes(bytes)}.`;
  const parts = [
    counted(files, 'file', 'files'),
    ...(directories > 0 ? [counted(directories, 'directory', 'directories')] : []),
    ...(symlinks > 0 ? [counted(symlinks, 'symbolic link', 'symbolic links')] : []),
    ...(special > 0 ? [counted(special, 'device or named pipe', 'devices and named pipes')] : []),
  ];
  const lost =
    dangling > 0 ? ` ${counted(dangling, 'hard link leads', 'hard links lead')} nowhere, and cannot be saved.` : '';
  return `${parts.join(', ')}: ${formatBytes(bytes)}.${lost}`;
}

/** What the layer says that is not in what is chosen; null where nothing is. */
export function leftBehind({ way }: SaveChoice, { removes }: SaveContents): string | null {
  if (!removes || (way !== 'tar' && way !== 'zip')) return null;
  return 'What this layer removes is not in it: only the tar of the whole layer has the marks of that.';
}

/** Where it is now. Safe to show. */
export function savedSentence({ fileName, blob, bytes }: SaveResult): string {
  return `${visibleText(fileName)} ${blob ? 'goes to your downloads' : 'is saved'}: ${formatBytes(bytes)}.`;
}

/** What of it is not there, in sentences. */
export function resultOf({ missing, leftOut, fault }: SaveResult): string[] {
  return [
    ...(missing > 0 ? [`${counted(missing, 'file', 'files')} could not be read, or not to the end.`] : []),
    ...(leftOut > 0
      ? [`${counted(leftOut, 'device or pipe was', 'devices and pipes were')} left out: zip has none.`]
      : []),
    ...(fault && missing === 0 ? ['The layer ends too early; what stands before that is in the file.'] : []),
  ];
}
