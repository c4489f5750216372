import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cyclonedxLicences } from '../../src/export/cyclonedx-licences.ts';
import { cyclonedx } from '../../src/export/cyclonedx.ts';
import { spdxIds } from '../../src/packages/spdx-ids.ts';
import { billInput, billInputs, hostileBill, searchedImage } from './sample-bills.ts';
import { written } from './sample-findings.ts';

interface Component {
  'bom-ref': string;
  type: string;
  group?: string;
  name: string;
  version?: string;
  scope?: string;
  purl?: string;
  licenses?: object[];
  properties: { name: string; value: string }[];
}

interface Bom {
  serialNumber: string;
  metadata: { timestamp?: string; component?: Component; properties?: object[] };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
  compositions: object[];
  vulnerabilities?: { id: string; affects: { ref: string }[]; analysis?: object; ratings: object[] }[];
}

const schemas = join(import.meta.dirname, '../fixtures/schemas');
const schemaOf = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(schemas, name), 'utf8')) as Record<string, unknown>;

const spdxSchema = schemaOf('spdx.SNAPSHOT.schema.json');
// `meta:enum` explains values, `deprecated` is a note; the two formats are those of names in other alphabets.
const ajv = new Ajv({ allErrors: true, strict: false });
addFormats.default(ajv);
ajv.addFormat('idn-email', true).addFormat('iri-reference', true);
ajv.addSchema(spdxSchema, 'http://cyclonedx.org/schema/spdx.SNAPSHOT.schema.json');
ajv.addSchema(schemaOf('jsf-0.82.SNAPSHOT.schema.json'), 'http://cyclonedx.org/schema/jsf-0.82.SNAPSHOT.schema.json');
const validate = ajv.compile(schemaOf('bom-1.6.SNAPSHOT.schema.json'));

const bomOf = (...[input]: [ReturnType<typeof billInput>]): Bom => JSON.parse(written(cyclonedx, input)) as Bom;
const bom = bomOf(billInput(searchedImage()));
const named = (name: string): Component[] => bom.components.filter((one) => one.name === name);

describe('what is written is valid', () => {
  test.each(billInputs)('%s', (_, input) => {
    const made = bomOf(input());
    validate(made);
    expect(validate.errors ?? []).toEqual([]);
    const refs = [made.metadata.component, ...made.components].flatMap((one) => (one ? [one['bom-ref']] : []));
    expect(new Set(refs).size).toBe(refs.length);
    const used = [
      ...made.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]),
      ...(made.vulnerabilities ?? []).flatMap(({ affects }) => affects.map(({ ref }) => ref)),
    ];
    expect(used.filter((ref) => !refs.includes(ref))).toEqual([]);
    expect(written(cyclonedx, input())).toBe(written(cyclonedx, input()));
  });

  test.each<[string, (made: Bom) => void]>([
    ['a type of our own', (made) => (made.components[0]!.type = 'package')],
    [
      'a licence that is none of SPDX',
      (made) => (named('lodash'), (made.components[0]!.licenses = [{ license: { id: 'X' } }])),
    ],
    ['a component without a name', (made) => delete (made.components[0] as Partial<Component>).name],
    ['a serial number that is none', (made) => (made.serialNumber = 'urn:uuid:1')],
    ['a property of our own', (made) => Object.assign(made.components[0]!, { layer: 1 })],
  ])('the schema refuses %s', (_, change) => {
    const changed = structuredClone(bom);
    change(changed);
    expect(validate(changed)).toBe(false);
  });

  test('every id of ours is one of the schema', () => {
    const known = new Set(spdxSchema.enum as string[]);
    expect([...spdxIds.values()].filter((id) => !known.has(id))).toEqual([]);
  });
});

test('the bill of an image', async () => {
  await expect(written(cyclonedx, billInput(searchedImage()))).toMatchFileSnapshot(
    join(import.meta.dirname, '../golden/export/packages.cdx.json'),
  );
});

test('names, groups, places and what can no longer be run', () => {
  expect(bom.components.map(({ type, group, name, version, scope }) => [type, group, name, version, scope])).toEqual([
    ['operating-system', undefined, 'debian', '12', undefined],
    ['library', undefined, 'libssl3', '3.0.11-1~deb12u2', undefined],
    ['application', undefined, 'example.com/shop', undefined, undefined],
    ['library', 'org.acme', 'tools', '1.0.0', undefined],
    ['library', '@acme', 'ui', '1.0.0', undefined],
    ['library', undefined, 'lodash', '4.17.20', undefined],
    ['library', undefined, 'lodash', '4.17.20', 'excluded'],
    ['library', undefined, 'pip', '23.0.1', undefined],
  ]);
  expect(named('libssl3')[0]!.purl).toBe('pkg:deb/debian/libssl3@3.0.11-1~deb12u2?arch=amd64&distro=debian-12');
  expect(named('lodash')[0]!.purl).toBe('pkg:npm/lodash@4.17.20');
  expect(named('lodash')[1]!.properties).toContainEqual({ name: 'plimsoll:removedIn', value: '2' });
});

test('flaws once, with all that they affect, and why some do not count', () => {
  const flaws = bom.vulnerabilities!;
  expect(flaws.map(({ id, affects }) => [id, affects.length])).toEqual([
    ['CVE-2024-0001', 1],
    ['CVE-2021-23337', 2],
    ['CVE-2020-28500', 2],
    ['CVE-2024-0002', 1],
    ['PYSEC-2023-228', 1],
  ]);
  expect(flaws[2]!.analysis).toEqual({
    state: 'not_affected',
    detail: 'the vulnerable code is never run — shop.vex.json, line 12',
  });
  expect(flaws[3]!.analysis).toEqual({ response: ['will_not_fix'], detail: '.trivyignore, line 2' });
  expect(flaws[3]!.ratings).toEqual([{ severity: 'info' }]);
  expect(flaws[0]!.ratings).toEqual([{ score: 9.8, severity: 'critical' }]);
  expect(bomOf(billInput(searchedImage({ lookups: null })))).not.toHaveProperty('vulnerabilities');
});

test('what is not known makes it incomplete', () => {
  expect(bom.compositions).toEqual([{ aggregate: 'unknown', assemblies: ['image'] }]);
  const hostile = bomOf(billInput(hostileBill()));
  expect(hostile.compositions).toMatchObject([{ aggregate: 'incomplete' }]);
  expect(hostile.metadata.properties).toHaveLength(1);
});

test('the same image has the same number and time, other contents another number', () => {
  expect(bom.metadata.timestamp).toBe('2026-11-01T10:00:00Z');
  const other = bomOf(billInput(searchedImage({ lookups: null })));
  expect(other.serialNumber).not.toBe(bom.serialNumber);
  expect(bom.serialNumber).toMatch(/^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});

test.each<[string[], object[] | undefined]>([
  [[], undefined],
  [['', ' '], undefined],
  [['MIT'], [{ license: { id: 'MIT' } }]],
  [['MIT License'], [{ license: { id: 'MIT' } }]],
  [['mit OR apache-2.0'], [{ expression: 'MIT OR Apache-2.0' }]],
  [['GPL-2.0+'], [{ expression: 'GPL-2.0+' }]],
  [
    ['MIT', 'my own'],
    [{ license: { id: 'MIT' } }, { license: { name: 'my own' } }],
  ],
  [
    ['MIT', 'MIT OR ISC'],
    [{ license: { id: 'MIT' } }, { license: { name: 'MIT OR ISC' } }],
  ],
  [['a\nb'], [{ license: { name: 'a\\nb' } }]],
])('licences %j', (texts, choices) => {
  expect(cyclonedxLicences(texts)).toEqual(choices);
});

test('it is offered where there are packages', () => {
  expect(cyclonedx.isOffered!(billInput(searchedImage()).report)).toBe(true);
  expect(cyclonedx.isOffered!(billInput(searchedImage({ packages: null })).report)).toBe(false);
});
