// SPDX 2.3, JSON (ISO/IEC 5962 is 2.2.1). https://spdx.github.io/spdx-spec/v2.3/
// Nothing is concluded: what is declared is what the packages say. Licences that are no expression of SPDX are told as
// written, under a LicenseRef each.
import { visibleText } from '../bytes/text.ts';
import { spdxExpression } from '../packages/spdx-expression.ts';
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
import type { ExportFormat } from './export-format.ts';
import { jsonText } from './json-text.ts';
import { percentEncoded } from './path-uri.ts';
import { inPieces, unwritten } from './pieces.ts';

const noAssertion = 'NOASSERTION';
const documentId = 'SPDXRef-DOCUMENT';

/** For documents without a time of their own; the format demands one. */
const epoch = '1970-01-01T00:00:00Z';

/** Ids of licences as they are declared; what was only written gets one of the document's own. */
class Licences {
  readonly #refs = new Map<string, string>();

  /** All that was written for a package has to be kept to. */
  declared(written: readonly string[]): string {
    const all = new Set(written.map((text) => text.trim()).filter((text) => text !== ''));
    if (all.size === 0) return noAssertion;
    const expressions = [...all].map((text) => this.#expression(text));
    if (expressions.length === 1) return expressions[0] as string;
    return expressions.map((one) => (/ (?:OR|AND) /.test(one) ? `(${one})` : one)).join(' AND ');
  }

  get extracted(): object[] {
    return [...this.#refs].map(([text, licenseId]) => ({ licenseId, name: text.slice(0, 100), extractedText: text }));
  }

  #expression(text: string): string {
    const expression = spdxExpression(text);
    // One that the package declares itself is explained nowhere here.
    if (expression !== null && !expression.includes('LicenseRef-')) return expression;
    const shown = visibleText(text);
    const known = this.#refs.get(shown) ?? `LicenseRef-${this.#refs.size + 1}`;
    this.#refs.set(shown, known);
    return known;
  }
}

function purposeOf({ application }: PackageReport): string {
  return application ? 'APPLICATION' : 'LIBRARY';
}

function commentOf(found: PackageReport): string {
  const { layer, base, visible, removedIn, osPackage, development, guess, dockerfile } = found;
  const said = [
    `layer ${layer}${base ? ' (of the base image)' : ''}`,
    dockerfile ? `${dockerfile.file}:${dockerfile.line}` : '',
    visible
      ? ''
      : `not in the final file system${removedIn === null ? '' : `: removed in layer ${removedIn}`}, but still stored`,
    osPackage === null ? '' : `its files are those of the distribution’s package ${osPackage}`,
    development ? 'installed for development' : '',
    guess ? 'name or version are guessed' : '',
  ];
  return visibleText(said.filter(Boolean).join('; '));
}

function sourceInfo({ cataloger, path, inside, source }: PackageReport): string {
  const built = source ? `; built from source package ${source.name} ${source.version}` : '';
  return visibleText(`told by ${inside === null ? path : `${path}!/${inside}`} (${cataloger})${built}`);
}

/** By ref the ids of elements: of letters, digits, dots and hyphens only. */
class Ids {
  readonly #ids = new Map<string, string>();
  of(ref: string, word: string): string {
    const known = this.#ids.get(ref) ?? `SPDXRef-${word}-${this.#ids.size + 1}`;
    this.#ids.set(ref, known);
    return known;
  }
}

const unstated = {
  downloadLocation: noAssertion,
  filesAnalyzed: false,
  licenseConcluded: noAssertion,
  copyrightText: noAssertion,
} as const;

function packageOf({ ref, found, purl }: BillEntry, ids: Ids, licences: Licences): object {
  const { version, licences: written } = found;
  return {
    SPDXID: ids.of(ref, 'Package'),
    name: visibleText(found.name),
    ...(version === null ? {} : { versionInfo: visibleText(version) }),
    supplier: noAssertion,
    ...unstated,
    licenseDeclared: licences.declared(written),
    sourceInfo: sourceInfo(found),
    primaryPackagePurpose: purposeOf(found),
    externalRefs: [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl }],
    comment: commentOf(found),
  };
}

function imagePackage({ ref, name, image }: ImageBill, ids: Ids): object {
  const unknowns = unknownsOf(image).slice(0, 100);
  const digest = /^sha256:([0-9a-f]{64})$/.exec(image.id)?.[1];
  return {
    SPDXID: ids.of(ref, 'Image'),
    name: visibleText(image.reference ?? image.file),
    ...(image.id === '' ? {} : { versionInfo: visibleText(image.id) }),
    supplier: noAssertion,
    ...unstated,
    licenseDeclared: noAssertion,
    primaryPackagePurpose: 'CONTAINER',
    ...(digest === undefined ? {} : { checksums: [{ algorithm: 'SHA256', checksumValue: digest }] }),
    comment: [`${name}; the checksum is that of its config`, ...unknowns.map((reason) => `Not known: ${reason}`)].join(
      '\n',
    ),
  };
}

function systemPackage({ ref, image }: ImageBill, ids: Ids): object[] {
  if (!image.system) return [];
  const { id, versionId, prettyName } = image.system;
  return [
    {
      SPDXID: ids.of(`${ref} system`, 'System'),
      name: visibleText(id),
      ...(versionId === null ? {} : { versionInfo: visibleText(versionId) }),
      supplier: noAssertion,
      ...unstated,
      licenseDeclared: noAssertion,
      primaryPackagePurpose: 'OPERATING_SYSTEM',
      ...(prettyName === '' ? {} : { summary: visibleText(prettyName) }),
    },
  ];
}

function* packages(bills: readonly ImageBill[], ids: Ids, licences: Licences): Generator<object> {
  for (const bill of bills) {
    yield imagePackage(bill, ids);
    yield* systemPackage(bill, ids);
    for (const entry of bill.entries) yield packageOf(entry, ids, licences);
  }
}

const relationship = (spdxElementId: string, relationshipType: string, relatedSpdxElement: string): object => ({
  spdxElementId,
  relationshipType,
  relatedSpdxElement,
});

/** What is part of a package is in the image by that. */
function* relationships(bills: readonly ImageBill[], ids: Ids): Generator<object> {
  for (const bill of bills) {
    const image = ids.of(bill.ref, 'Image');
    yield relationship(documentId, 'DESCRIBES', image);
    if (bill.image.system) yield relationship(image, 'CONTAINS', ids.of(`${bill.ref} system`, 'System'));
    for (const { ref, parts } of bill.entries) {
      const owner = ids.of(ref, 'Package');
      yield relationship(image, 'CONTAINS', owner);
      for (const part of parts) yield relationship(owner, 'CONTAINS', ids.of(part, 'Package'));
    }
  }
}

function creationInfo({ tool }: Report, bills: readonly ImageBill[]): object {
  return {
    created: billTime(bills) ?? epoch,
    creators: [`Tool: ${tool.name}-${tool.version}`],
    comment: 'The time is that of the image, so that the same image has the same document.',
  };
}

function* lines(report: Report): Generator<string> {
  const bills = yield* unwritten(billsOf(report));
  const id = yield* unwritten(billId(report, bills));
  const [ids, licences] = [new Ids(), new Licences()];
  const name = bills.map((bill) => bill.name).join(', ') || 'nothing';
  yield* jsonText({
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: documentId,
    name,
    documentNamespace: `https://spdx.org/spdxdocs/${percentEncoded(name)}-${id}`,
    creationInfo: creationInfo(report, bills),
    packages: packages(bills, ids, licences),
    relationships: relationships(bills, ids),
    // Behind the packages, which tell them.
    hasExtractedLicensingInfos: licencesLater(licences),
  });
  yield '\n';
}

/** Asked for when it is written, not before. */
function* licencesLater(licences: Licences): Generator<object> {
  yield* licences.extracted;
}

export const spdx: ExportFormat = {
  id: 'spdx',
  title: 'SPDX 2.3',
  purpose: 'A bill of materials: the packages with their licences, and what holds what.',
  group: 'machines',
  fileName: 'plimsoll.spdx.json',
  mediaType: 'application/spdx+json',
  isOffered: isBillOffered,
  write: ({ report }) => inPieces(lines(report)),
};
