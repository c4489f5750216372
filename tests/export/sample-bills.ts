import type { Suppression } from '../../src/analysis/vulnerabilities/suppression/suppression.ts';
import type { ExportInput } from '../../src/export/export-format.ts';
import { buildImageReport, type ImageReportInput } from '../../src/report/build-report.ts';
import type { ImageReport } from '../../src/report/report.ts';
import { equalToNone, reportOf, smallImage } from '../report/sample-report.ts';
import { buildImage } from '../support/build-image.ts';
import { advisory, bookworm, foundPackages, installed, lookedUp, matched } from '../support/installed-packages.ts';

const suppressions: readonly Suppression[] = [
  {
    ...{
      ids: ['CVE-2020-28500'],
      products: [],
      paths: [],
      status: 'not_affected',
      reason: 'the vulnerable code is never run',
    },
    ...{ expires: null, stated: '', file: 'shop.vex.json', line: 12 },
  },
  {
    ...{ ids: ['CVE-2024-0002'], products: [], paths: [], status: 'ignored', reason: '', expires: null, stated: '' },
    ...{ file: '.trivyignore', line: 2 },
  },
];

/** An image that was searched for packages, and these looked up. */
export function searchedImage(more: Partial<ImageReportInput> = {}): ImageReport {
  const { image, analysis, rootfs } = buildImage(smallImage);
  const named = { ...image, reference: 'shop:1.4', created: '2026-11-01T10:00:00.123Z' };
  const parts = {
    file: 'web.tar',
    image: named,
    analysis,
    rootfs,
    contents: equalToNone,
    verification: null,
    unreadLayers: [],
  };
  const source = { file: 'Dockerfile', lines: [null, 2, 3, null] };
  const found = { packages: foundPackages(), lookups: lookedUp({ suppressions }) };
  return buildImageReport({ ...parts, source, baseLayers: 1, ...found, ...more });
}

const markup = '<img src=x onerror=alert(1)>';
const odd = `${markup} | \`a\`\n# caf\udce9 \u202e \ud800 {0} [x](javascript:y) =1+1`;

/** Everything that an image can word itself. */
export function hostileBill(): ImageReport {
  const package_ = installed({
    ...{
      type: 'npm',
      name: odd,
      version: odd,
      purl: 'pkg:npm/x@1',
      licences: [odd, 'LicenseRef-x', '__proto__', `(${'('.repeat(400)}`],
    },
    ...{ path: `/${odd}`, inside: odd, osPackage: odd, source: { name: odd, version: odd } },
  });
  const flaw = { ...advisory({ id: odd }), ids: [odd, '__proto__'], summary: odd };
  const found = { advisory: flaw, fixed: odd, allFixed: [odd], note: odd };
  const lookups = lookedUp({ lookups: [matched('npm', package_, [found])] });
  const system = { ...bookworm, id: odd, versionId: odd, prettyName: odd, cpeName: odd };
  const unknowns = [{ cataloger: odd, path: odd, layer: 0, reason: odd }];
  return searchedImage({ packages: foundPackages({ packages: [package_], system, unknowns }), lookups });
}

export const billInput = (...images: ImageReport[]): ExportInput => ({
  report: reportOf(...images),
  rootfs: [],
  texts: [],
});

/** What every bill has to be right for. */
export const billInputs: readonly [string, () => ExportInput][] = [
  ['an image', () => billInput(searchedImage())],
  ['an image that was not looked up', () => billInput(searchedImage({ lookups: null }))],
  ['an image without a system', () => billInput(searchedImage({ packages: foundPackages({ system: null }) }))],
  ['unread parts', () => billInput(searchedImage({ packages: foundPackages({ unreadLayers: [1] }) }))],
  ['two images', () => billInput(searchedImage(), searchedImage())],
  ['hostile names', () => billInput(hostileBill())],
  ['no image', () => billInput()],
];
