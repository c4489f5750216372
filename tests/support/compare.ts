import { compareFiles } from '../../src/analysis/comparison/compare-files.ts';
import { layerIds } from '../../src/analysis/comparison/compare-layers.ts';
import type { ComparedFiles } from '../../src/analysis/comparison/compared-files.ts';
import { ComparedTree } from '../../src/analysis/comparison/compared-tree.ts';
import { contentRequests, settleContents } from '../../src/analysis/comparison/settle-contents.ts';
import type { HashRequest } from '../../src/analysis/content-candidates.ts';
import { hashFiles, type FileDigests } from '../../src/analysis/hash-files.ts';
import { defaultCiSettings } from '../../src/analysis/ci/ci-rules.ts';
import { buildCompareReport, type CompareReport } from '../../src/report/compare-report.ts';
import { archiveIn, openImage, type OpenedImage } from './open-image.ts';
import { buildImage } from './build-image.ts';

/** Two images in the text form, of which no layer is known to be the same. */
export function compareTexts(before: string, after: string): ComparedFiles {
  const side = (text: string) => ({ columns: buildImage(text).rootfs.columns, layerIds: [] });
  return compareFiles(side(before), side(after), 'two.tar');
}

/** By path: `kind` and what differs. */
export function changesOf(files: ComparedFiles, all = false): Record<string, string> {
  const tree = new ComparedTree(files);
  const names = ['type', 'size', 'contents', 'link', 'mode', 'owner', 'attributes', 'device', 'time', 'unknown'];
  const found: [string, string][] = [];
  for (let node = 1; node < files.parents.length; node++) {
    const bits = files.differences[node] as number;
    const kind = tree.kindOf(node);
    if (!all && kind === 'unchanged') continue;
    found.push([tree.pathOf(node), [kind, ...names.filter((_, bit) => bits & (1 << bit))].join(' ')]);
  }
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export interface RealSide {
  readonly path: string;
  readonly number?: number;
}

async function openSide({ path, number = 0 }: RealSide): Promise<{ blob: Blob; opened: OpenedImage }> {
  return { blob: await archiveIn(path), opened: await openImage(path, number) };
}

/** Two images as the page compares them, contents and all, without workers. */
export async function compareArchives(
  before: RealSide,
  after: RealSide,
): Promise<{ files: ComparedFiles; report: CompareReport; hashed: number }> {
  const [a, b] = [await openSide(before), await openSide(after)];
  const ids = layerIds(a.opened.image.layers, b.opened.image.layers);
  const columns = { before: a.opened.rootfs.columns, after: b.opened.rootfs.columns };
  const laid = compareFiles(
    { columns: columns.before, layerIds: ids.before },
    { columns: columns.after, layerIds: ids.after },
    before.path,
  );
  const compressions = (image: OpenedImage) => image.image.layers.map(({ compression }) => compression);
  const requests = contentRequests(laid, columns, { before: compressions(a.opened), after: compressions(b.opened) });
  const hash = ({ blob, opened }: typeof a, all: readonly HashRequest[]): Promise<FileDigests[]> =>
    Promise.all(
      all.map(({ layer, files }) => hashFiles(blob, opened.image.layers[layer]!, files, { fileName: 'an image' })),
    );
  const hashed = { before: await hash(a, requests.before), after: await hash(b, requests.after) };
  const files = { ...laid, ...settleContents({ files: laid, columns, hashed }) };
  const side = ({ opened }: typeof a, index: number) => ({ index, image: opened.image, report: opened.report });
  const report = buildCompareReport({
    ...{ before: side(a, 0), after: side(b, 1), tree: new ComparedTree(files) },
    ...{ ciSettings: null, defaultSettings: defaultCiSettings, unfinished: false },
  });
  return { files, report, hashed: hashed.before.reduce((sum, { events }) => sum + events.length, 0) };
}
