import { basename } from 'node:path';
import { cyclonedx } from '../../src/export/cyclonedx.ts';
import type { ExportFormat, ExportInput } from '../../src/export/export-format.ts';
import { spdx } from '../../src/export/spdx.ts';
import { buildImageReport } from '../../src/report/build-report.ts';
import { reportOf } from '../report/sample-report.ts';
import { packagesOfBlob } from './image-packages.ts';
import { archiveIn, scanBlob } from './open-image.ts';

/** An image in a file with the packages that the page's catalogers find in it, nothing looked up: what a bill is written of. */
export async function billInputOfFile(path: string): Promise<ExportInput> {
  const [blob, file] = [await archiveIn(path), basename(path)];
  const { image, analysis, rootfs } = await scanBlob(blob, file);
  const packages = await packagesOfBlob(blob, file);
  const parts = { image, analysis, rootfs, packages, contents: null, verification: null };
  return {
    report: reportOf(buildImageReport({ file, ...parts, unreadLayers: [], source: null })),
    rootfs: [],
    texts: [],
  };
}

const billOf = (format: ExportFormat, input: ExportInput): string => [...format.write(input)].join('');

/** The two bills of materials. */
export const billsOfInput = (input: ExportInput): Record<'cyclonedx' | 'spdx', string> => ({
  cyclonedx: billOf(cyclonedx, input),
  spdx: billOf(spdx, input),
});

/** Those of an image in a file. */
export const billsOfFile = async (path: string): Promise<Record<'cyclonedx' | 'spdx', string>> =>
  billsOfInput(await billInputOfFile(path));
