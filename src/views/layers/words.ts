import { layerTitle } from '../../components/names.ts';
import { middle } from '../../components/shorten.ts';
import { formatCount, type UnixSeconds } from '../../bytes/units.ts';
import type { SameContent } from '../../report/report.ts';
import type { EntryType } from '../../layer/layer-table.ts';

/** 2024-05-01 in UTC; a dash for what no calendar knows. */
export function date(seconds: UnixSeconds): string {
  return dateTime(seconds).split(' ')[0] ?? '–';
}

/** 2024-05-01 12:30:00 UTC. */
export function dateTime(seconds: UnixSeconds): string {
  const value = new Date(seconds * 1000);
  return Number.isNaN(value.getTime()) ? '–' : `${value.toISOString().slice(0, -5).replace('T', ' ')} UTC`;
}

export const typeNames: Record<EntryType, string> = {
  file: 'file',
  hardlink: 'hard link',
  symlink: 'symbolic link',
  directory: 'directory',
  'character-device': 'character device',
  'block-device': 'block device',
  fifo: 'named pipe',
};

export function filesCount(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'file' : 'files'}`;
}

/** A layer's command for a narrow column: the classic builder's hash of the sources would push the target out of it. */
export function shortTitle(command: string): string {
  const title = layerTitle(command).replace(/\b(file|dir|multi):([0-9a-f]{6})[0-9a-f]{58}\b/g, '$1:$2…');
  return middle(title, 100);
}

/** What differs in files that a layer stores again with equal contents. */
export function whatChanged({ files, owner, mode, time }: SameContent): string {
  const of = (count: number): string => (count === files ? '' : ` of ${formatCount(count)}`);
  const changed = [
    ...(owner > 0 ? [`the owner${of(owner)}`] : []),
    ...(mode > 0 ? [`the mode${of(mode)}`] : []),
    ...(time > 0 ? [`the time alone${of(time)}`] : []),
  ];
  return changed.length > 0 ? `${changed.join(', ')} changed` : 'nothing changed';
}
