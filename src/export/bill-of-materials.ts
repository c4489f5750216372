// What the bills of materials (CycloneDX, SPDX) have in common: names for every package, and what is part of what.
import { groupBy } from '../bytes/group-by.ts';
import type { InPieces } from '../bytes/in-pieces.ts';
import { textHash } from '../bytes/text-hash.ts';
import { visibleText } from '../bytes/text.ts';
import type { ImageReport, PackageReport, Report } from '../report/report.ts';
import { imageName } from './image-name.ts';

/** A package of an image with a name that no other one in the bill has. */
export interface BillEntry {
  readonly ref: string;
  readonly found: PackageReport;
  readonly purl: string;
  /** Refs of packages that are known to be in this one: modules of a program, what an OS package brought. */
  readonly parts: readonly string[];
}

export interface ImageBill {
  readonly ref: string;
  readonly name: string;
  readonly image: ImageReport;
  readonly entries: readonly BillEntry[];
}

/** A purl says of which distribution a package is in a qualifier; they stand in the order of their names. */
export function purlWithDistro({ type, purl }: PackageReport, system: ImageReport['system']): string {
  if (!system || !['deb', 'apk', 'rpm'].includes(type)) return purl;
  const distro = `distro=${encodeURIComponent(system.versionId === null ? system.id : `${system.id}-${system.versionId}`)}`;
  const [coordinates = '', qualifiers = ''] = purl.split('?');
  return `${coordinates}?${[...qualifiers.split('&').filter(Boolean), distro].sort().join('&')}`;
}

/** Several files may tell of one package, a jar even twice. */
function refsOf(packages: readonly PackageReport[], prefix: string): string[] {
  const seen = new Map<string, number>();
  return packages.map(({ purl, path, inside }) => {
    const place = visibleText(inside === null ? path : `${path}!/${inside}`);
    const name = `${prefix}${purl} ${place}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

/** By the number of each package those of its parts. */
function partsOf(packages: readonly PackageReport[]): ReadonlyMap<number | undefined, number[]> {
  const programs = new Map<string, number>();
  const owners = new Map<string, number>();
  packages.forEach(({ application, path, cataloger, name, type, visible }, index) => {
    if (application) programs.set(`${cataloger} ${path}`, index);
    if (visible && ['deb', 'apk', 'rpm'].includes(type)) owners.set(name, index);
  });
  const ownerOf = (index: number): number | undefined => {
    const { path, cataloger, osPackage } = packages[index] as PackageReport;
    const owner = osPackage === null ? programs.get(`${cataloger} ${path}`) : owners.get(osPackage);
    return owner === index ? undefined : owner;
  };
  return groupBy(packages.keys(), ownerOf);
}

function* billOf(image: ImageReport, prefix: string): InPieces<ImageBill> {
  const refs = refsOf(image.packages, prefix);
  yield;
  const parts = partsOf(image.packages);
  yield;
  const entries = image.packages.map((found, index) => ({
    ref: refs[index] as string,
    found,
    purl: purlWithDistro(found, image.system),
    parts: (parts.get(index) ?? []).map((part) => refs[part] as string),
  }));
  return { ref: `${prefix}image`, name: visibleText(imageName(image)), image, entries };
}

/** Of every image that was searched and has packages. */
export function* billsOf({ images }: Report): InPieces<ImageBill[]> {
  const searched = images.filter(hasPackages);
  const bills: ImageBill[] = [];
  for (const image of searched) {
    bills.push(yield* billOf(image, searched.length === 1 ? '' : `${bills.length + 1} `));
    yield;
  }
  return bills;
}

const hasPackages = ({ packages }: ImageReport): boolean => packages.length > 0;

export const isBillOffered = ({ images }: Report): boolean => images.some(hasPackages);

/**
 * A UUID (RFC 9562, version 8) that the same images with the same contents always have, so that a bill can be compared with
 * an earlier one.
 */
export function* billId({ tool }: Report, bills: readonly ImageBill[]): InPieces<string> {
  const data = bills.map(({ image, entries }) => {
    const { id, vulnerabilities, vulnerabilityData } = image;
    return [id, entries.map(({ ref }) => ref), vulnerabilities.map((one) => [one.id, one.package]), vulnerabilityData];
  });
  const text = JSON.stringify([tool.version, data]);
  yield;
  const first = textHash(text);
  yield;
  const hex = first + textHash(`${text} `);
  const variant = ((parseInt(hex[16] as string, 16) & 0x3) | 0x8).toString(16);
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, variant + hex.slice(17, 20), hex.slice(20)].join(
    '-',
  );
}

/** The newest image's time, as the clock's would make every bill another one; null where no image says any. */
export function billTime(bills: readonly ImageBill[]): string | null {
  const times = bills.map(({ image }) => Date.parse(image.created ?? '')).filter((time) => !Number.isNaN(time));
  if (times.length === 0) return null;
  return new Date(Math.max(...times)).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** What is not known of the packages of an image, one after the other. */
export const unknownsOf = ({ unknowns }: ImageReport): string[] =>
  unknowns.filter(({ part }) => part === 'packages').map(({ reason }) => visibleText(reason));
