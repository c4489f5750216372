import { textAt } from '../bytes/string-column.ts';
import { entryTypes } from '../layer/layer-table.ts';
import type { ImageReport } from '../report/report.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import { csvLine } from './csv.ts';
import type { ExportFormat, ExportInput } from './export-format.ts';
import { imageName } from './image-name.ts';
import { inPieces } from './pieces.ts';

const head = ['image', 'path', 'type', 'size', 'mode', 'uid', 'gid', 'modified', 'link', 'layer', 'kind'];

/** RFC 3339 in UTC; empty for a time that no calendar has. */
function timeText(seconds: number): string {
  const time = new Date(seconds * 1000);
  return Number.isNaN(time.getTime()) ? '' : time.toISOString().replace('.000Z', 'Z');
}

function fileLine(image: string, rootfs: Rootfs, node: number, event: number): string {
  const { columns } = rootfs;
  const copy = columns.eventCopies[event] as number;
  return csvLine([
    image,
    rootfs.pathOf(node),
    entryTypes[columns.eventTypes[event] as number] ?? '',
    columns.eventSizes[event] as number,
    (columns.eventModes[event] as number).toString(8).padStart(4, '0'),
    columns.eventUids[event] as number,
    columns.eventGids[event] as number,
    timeText(columns.eventMtimes[event] as number),
    textAt(columns.eventLinks, event),
    // A hard link shows what another name's layer stored.
    columns.eventLayers[copy < 0 ? event : copy] as number,
    rootfs.kindOf(event),
  ]);
}

/** The final tree, the names of each directory in order; without recursion, for it may be very deep. */
function* fileLines(report: ImageReport, rootfs: Rootfs): Generator<string> {
  const image = imageName(report);
  const { layerCount } = rootfs.columns;
  const sorted = (node: number): number[] => {
    const children = rootfs.childrenOf(node).map((child) => ({ child, name: rootfs.nameOf(child) }));
    return children.sort((a, b) => (a.name < b.name ? 1 : -1)).map(({ child }) => child);
  };
  const open = sorted(0);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!rootfs.isThere(node)) continue;
    yield fileLine(image, rootfs, node, rootfs.eventAt(node, layerCount - 1));
    for (const child of sorted(node)) open.push(child);
  }
}

function* lines({ report, rootfs }: ExportInput): Generator<string> {
  yield csvLine(head);
  for (const [index, image] of report.images.entries()) if (rootfs[index]) yield* fileLines(image, rootfs[index]);
}

export const filesCsv: ExportFormat = {
  id: 'files-csv',
  title: 'File list, CSV',
  purpose: 'Every file of the final image, with its size, rights, owner, time and layer, for a spreadsheet.',
  group: 'people',
  fileName: 'plimsoll-files.csv',
  mediaType: 'text/csv',
  write: (input) => inPieces(lines(input)),
};
