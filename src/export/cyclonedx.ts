// CycloneDX 1.6, JSON (ECMA-424). https://cyclonedx.org/docs/1.6/json/
// What the format has no place for stands in properties: https://cyclonedx.github.io/cyclonedx-property-taxonomy/
import { visibleText } from '../bytes/text.ts';
import type { PackageReport, Report } from '../report/report.ts';
import {
  billId,
  billsOf,
  billTime,
  isBillOffered,
  unknownsOf,
  type BillEntry,
  type ImageBill,
} from './bill-of-materials.ts';
import { cyclonedxLicences } from './cyclonedx-licences.ts';
import { properties } from './cyclonedx-properties.ts';
import { cyclonedxVulnerabilities, flawsOf } from './cyclonedx-vulnerabilities.ts';
import type { ExportFormat } from './export-format.ts';
import { jsonText } from './json-text.ts';
import { inPieces, unwritten } from './pieces.ts';

/** Of npm and Maven, the part of a name that others have in a field of its own. */
function groupAndName({ type, name }: PackageReport): { group?: string; name: string } {
  const cut = type === 'maven' ? name.indexOf(':') : type === 'npm' && name.startsWith('@') ? name.indexOf('/') : -1;
  if (cut < 0) return { name: visibleText(name) };
  return { group: visibleText(name.slice(0, cut)), name: visibleText(name.slice(cut + 1)) };
}

function component({ ref, found, purl }: BillEntry): object {
  const { version, licences, path, inside, layer, base, visible, removedIn, osPackage, source, files, bytes } = found;
  return {
    type: found.application ? 'application' : 'library',
    'bom-ref': ref,
    ...groupAndName(found),
    ...(version === null ? {} : { version: visibleText(version) }),
    // What is not in the final tree can't be run, but is still stored.
    ...(visible ? {} : { scope: 'excluded' }),
    licenses: cyclonedxLicences(licences),
    purl,
    evidence: { occurrences: [{ location: visibleText(inside === null ? path : `${path}!/${inside}`) }] },
    properties: properties({
      ...{ cataloger: found.cataloger, layer, base, removedIn, osPackage },
      ...{ source: source?.name ?? null, sourceVersion: source?.version ?? null },
      ...{ files, bytes, development: found.development, guess: found.guess, lookup: found.lookup },
      dockerfile: found.dockerfile ? `${found.dockerfile.file}:${found.dockerfile.line}` : null,
    }),
  };
}

function container({ ref, name, image }: ImageBill): object {
  return {
    type: 'container',
    'bom-ref': ref,
    name: visibleText(image.reference ?? image.file),
    ...(image.id === '' ? {} : { version: visibleText(image.id) }),
    properties: properties({ image: name, platform: image.platform, file: image.file }),
  };
}

const systemRef = ({ ref }: ImageBill): string => `${ref} system`;

function system(bill: ImageBill): object[] {
  const { system } = bill.image;
  if (!system) return [];
  const { id, versionId, prettyName, cpeName, supportEnd } = system;
  const version = versionId === null ? {} : { version: visibleText(versionId) };
  const description = prettyName === '' ? {} : { description: visibleText(prettyName) };
  const more = properties({ cpe: cpeName, supportEnd });
  return [
    {
      type: 'operating-system',
      'bom-ref': systemRef(bill),
      name: visibleText(id),
      ...version,
      ...description,
      properties: more,
    },
  ];
}

function* components(bills: readonly ImageBill[]): Generator<object> {
  for (const bill of bills) {
    if (bills.length > 1) yield container(bill);
    yield* system(bill);
    for (const entry of bill.entries) yield component(entry);
  }
}

/** What is part of nothing else is the image's. */
function* dependencies(bills: readonly ImageBill[]): Generator<object> {
  for (const bill of bills) {
    const inner = new Set(bill.entries.flatMap(({ parts }) => parts));
    const outer = bill.entries.map(({ ref }) => ref).filter((ref) => !inner.has(ref));
    yield { ref: bill.ref, dependsOn: [...(bill.image.system ? [systemRef(bill)] : []), ...outer] };
    for (const { ref, parts } of bill.entries) if (parts.length > 0) yield { ref, dependsOn: parts };
  }
}

/** Nobody can say that nothing is missing, only that something is. */
const compositions = (bills: readonly ImageBill[]): object[] =>
  bills.map(({ ref, image }) => ({
    aggregate: unknownsOf(image).length > 0 ? 'incomplete' : 'unknown',
    assemblies: [ref],
  }));

function metadata({ tool }: Report, bills: readonly ImageBill[]): object {
  const [only] = bills.length === 1 ? bills : [];
  const timestamp = billTime(bills);
  const unknowns = bills.flatMap(({ image }) =>
    unknownsOf(image).map((reason) => ({ name: 'plimsoll:unknown', value: reason })),
  );
  return {
    ...(timestamp === null ? {} : { timestamp }),
    tools: { components: [{ type: 'application', name: tool.name, version: tool.version }] },
    ...(only ? { component: container(only) } : {}),
    ...(unknowns.length > 0 ? { properties: unknowns } : {}),
  };
}

function* lines(report: Report): Generator<string> {
  const bills = yield* unwritten(billsOf(report));
  const id = yield* unwritten(billId(report, bills));
  const isLookedUp = bills.some(({ image }) => image.vulnerabilityData);
  const flaws = isLookedUp ? yield* unwritten(flawsOf(bills)) : [];
  yield* jsonText({
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${id}`,
    version: 1,
    metadata: metadata(report, bills),
    components: components(bills),
    dependencies: dependencies(bills),
    compositions: compositions(bills),
    ...(isLookedUp ? { vulnerabilities: cyclonedxVulnerabilities(flaws) } : {}),
  });
  yield '\n';
}

export const cyclonedx: ExportFormat = {
  id: 'cyclonedx',
  title: 'CycloneDX 1.6',
  purpose: 'A bill of materials: the packages with their licences, what is part of what, and known vulnerabilities.',
  group: 'machines',
  fileName: 'plimsoll.cdx.json',
  mediaType: 'application/vnd.cyclonedx+json',
  isOffered: isBillOffered,
  write: ({ report }) => inPieces(lines(report)),
};
