import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { spdx } from '../../src/export/spdx.ts';
import { foundPackages, installed } from '../support/installed-packages.ts';
import { billInput, billInputs, hostileBill, searchedImage } from './sample-bills.ts';
import { written } from './sample-findings.ts';

interface Package {
  SPDXID: string;
  name: string;
  versionInfo?: string;
  licenseDeclared: string;
  comment?: string;
  sourceInfo?: string;
  primaryPackagePurpose: string;
  externalRefs?: { referenceLocator: string }[];
}

interface Document {
  documentNamespace: string;
  creationInfo: { created: string };
  packages: Package[];
  relationships: { spdxElementId: string; relationshipType: string; relatedSpdxElement: string }[];
  hasExtractedLicensingInfos: { licenseId: string; extractedText: string }[];
}

const schemaFile = join(import.meta.dirname, '../fixtures/schemas/spdx-schema-2.3.json');
const validate = new Ajv({ allErrors: true, strict: false }).compile(
  JSON.parse(readFileSync(schemaFile, 'utf8')) as object,
);

const documentOf = (input: ReturnType<typeof billInput>): Document => JSON.parse(written(spdx, input)) as Document;
const document = documentOf(billInput(searchedImage()));
const named = (name: string): Package => document.packages.find((one) => one.name === name)!;

describe('what is written is valid', () => {
  test.each(billInputs)('%s', (_, input) => {
    const made = documentOf(input());
    validate(made);
    expect(validate.errors ?? []).toEqual([]);
    const ids = ['SPDXRef-DOCUMENT', ...made.packages.map(({ SPDXID }) => SPDXID)];
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^SPDXRef-[a-zA-Z0-9.-]+$/.test(id))).toEqual([]);
    const used = made.relationships.flatMap((one) => [one.spdxElementId, one.relatedSpdxElement]);
    expect(used.filter((id) => !ids.includes(id))).toEqual([]);
    const refs = made.packages.flatMap(({ licenseDeclared }) => licenseDeclared.match(/LicenseRef-[\w.-]+/g) ?? []);
    const told = made.hasExtractedLicensingInfos.map(({ licenseId }) => licenseId);
    expect(new Set(refs)).toEqual(new Set(told));
    expect(written(spdx, input())).toBe(written(spdx, input()));
  });

  test.each<[string, (made: Document) => void]>([
    ['no name', (made) => delete (made.packages[1] as Partial<Package>).name],
    ['a property of our own', (made) => Object.assign(made.packages[1]!, { layer: 1 })],
    ['a purpose of our own', (made) => (made.packages[1]!.primaryPackagePurpose = 'DEB')],
    ['a relationship of our own', (made) => (made.relationships[0]!.relationshipType = 'HAS')],
    ['no namespace', (made) => delete (made as Partial<Document>).documentNamespace],
  ])('the schema refuses %s', (_, change) => {
    const changed = structuredClone(document);
    change(changed);
    expect(validate(changed)).toBe(false);
  });
});

test('the document of an image', async () => {
  await expect(written(spdx, billInput(searchedImage()))).toMatchFileSnapshot(
    join(import.meta.dirname, '../golden/export/packages.spdx.json'),
  );
});

test('the image is described, and holds all packages', () => {
  const [image] = document.packages;
  expect(image).toMatchObject({ primaryPackagePurpose: 'CONTAINER', name: 'shop:1.4' });
  const of = (type: string): string[] =>
    document.relationships.filter((one) => one.relationshipType === type).map((one) => one.relatedSpdxElement);
  expect(of('DESCRIBES')).toEqual([image!.SPDXID]);
  expect(of('CONTAINS').sort()).toEqual(
    document.packages
      .slice(1)
      .map(({ SPDXID }) => SPDXID)
      .sort(),
  );
});

test('what an OS package brought, and modules of a program, are parts of it', () => {
  const [python, program] = [
    installed({ type: 'deb', name: 'python3-pip', purl: 'pkg:deb/debian/python3-pip@1.0.0' }),
    installed({
      type: 'golang',
      name: 'shop',
      purl: 'pkg:golang/shop',
      path: '/shop',
      cataloger: 'go',
      isApplication: true,
    }),
  ];
  const packages = [
    ...[python, program],
    installed({ type: 'pypi', name: 'pip', purl: 'pkg:pypi/pip@1.0.0', path: '/pip', osPackage: 'python3-pip' }),
    installed({ type: 'golang', name: 'net', purl: 'pkg:golang/net', path: '/shop', cataloger: 'go' }),
    installed({ type: 'golang', name: 'net', purl: 'pkg:golang/net', path: '/other', cataloger: 'go' }),
  ];
  const made = documentOf(billInput(searchedImage({ packages: foundPackages({ packages }), lookups: null })));
  const nameOf = (id: string): string => made.packages.find(({ SPDXID }) => SPDXID === id)?.name ?? id;
  const inner = made.relationships
    .filter(({ spdxElementId }) => !['SPDXRef-DOCUMENT', made.packages[0]!.SPDXID].includes(spdxElementId))
    .map(({ spdxElementId, relatedSpdxElement }) => [nameOf(spdxElementId), nameOf(relatedSpdxElement)]);
  expect(inner).toEqual([
    ['python3-pip', 'pip'],
    ['shop', 'net'],
  ]);
});

test('licences: expressions, and what was written under ids of the document', () => {
  expect(named('libssl3').licenseDeclared).toBe('Apache-2.0 AND OpenSSL');
  expect(named('@acme/ui').licenseDeclared).toBe('MIT OR Apache-2.0');
  expect(named('pip').licenseDeclared).toBe('NOASSERTION');
  expect(named('org.acme:tools').licenseDeclared).toBe('LicenseRef-1');
  expect(document.hasExtractedLicensingInfos).toEqual([
    { licenseId: 'LicenseRef-1', name: 'Acme licence, see LICENSE', extractedText: 'Acme licence, see LICENSE' },
  ]);
  const packages = [
    installed({
      type: 'npm',
      name: 'a',
      purl: 'pkg:npm/a',
      licences: ['MIT OR ISC', 'LicenseRef-1', 'odd', 'MIT OR ISC'],
    }),
    installed({ type: 'npm', name: 'b', purl: 'pkg:npm/b', licences: ['odd'] }),
  ];
  const made = documentOf(billInput(searchedImage({ packages: foundPackages({ packages }), lookups: null })));
  expect(made.packages.slice(2).map(({ licenseDeclared }) => licenseDeclared)).toEqual([
    '(MIT OR ISC) AND LicenseRef-1 AND LicenseRef-2',
    'LicenseRef-2',
  ]);
  expect(made.hasExtractedLicensingInfos.map(({ extractedText }) => extractedText)).toEqual(['LicenseRef-1', 'odd']);
});

test('the time is the image’s, and what is unseen is written as escapes', () => {
  expect(document.creationInfo.created).toBe('2026-11-01T10:00:00Z');
  const text = written(spdx, billInput(hostileBill()));
  expect(text).not.toMatch(/\\ud[89a-f]/i);
  expect(text).toContain('\\\\xE9');
  expect(documentOf(billInput()).creationInfo.created).toBe('1970-01-01T00:00:00Z');
});
