// The published JSON Schema describes exactly what the report holds.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { defaultCiSettings } from '../../src/analysis/ci/ci-rules.ts';
import { json } from '../../src/export/json.ts';
import { buildImageReport, problemOf } from '../../src/report/build-report.ts';
import type { ChangeReport, ImageReport, Report } from '../../src/report/report.ts';
import { everyRule, fullInput, hostile, imageInput } from '../export/sample-findings.ts';
import { buildContextReport } from '../../src/report/context-report.ts';
import { auditOf, folderOf } from '../support/build-context.ts';
import { buildImage } from '../support/build-image.ts';
import { foundPackages, lookedUp, somePart } from '../support/installed-packages.ts';
import { layouts } from '../support/make-archive.ts';
import { openImage } from '../support/open-image.ts';
import { buildHostile, hostileLabels, openMade, reportOf, smallImage, textOf, withChanges } from './sample-report.ts';

interface Schema {
  readonly $ref?: string;
  readonly $defs?: Record<string, Schema>;
  readonly properties?: Record<string, Schema>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
}

const root = join(import.meta.dirname, '../..');
const schema = JSON.parse(readFileSync(join(root, 'public/report.schema.json'), 'utf8')) as Schema;
const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);

/** As a reader of the exported file sees it. */
function expectValid(report: Report): void {
  validate(JSON.parse(textOf(json, report)));
  expect(validate.errors ?? []).toEqual([]);
}

describe('reports are valid', () => {
  const folder = join(root, 'tests/fixtures/images');
  test.each(readdirSync(folder).filter((name) => name.endsWith('.tar')))('of %s', async (name) => {
    const opened = await openImage(join(folder, name));
    expectValid(reportOf(opened.report));
    expectValid(reportOf(withChanges(opened)));
  });

  test.each(layouts)('of an image in the layout %s', async (layout) => {
    const opened = await openMade(smallImage, { layout, config: { Healthcheck: { Test: ['NONE'] } } });
    expectValid(reportOf(opened.report, withChanges(opened)));
  });

  test('with CI rules of every verdict', () => {
    const { image, analysis, rootfs } = buildImage(smallImage);
    const input = {
      file: 'a',
      image,
      analysis,
      rootfs,
      contents: null,
      verification: null,
      unreadLayers: [],
      source: null,
    };
    for (const lowestEfficiency of ['0', '1', 'disabled', 'x', Infinity]) {
      const settings = { lowestEfficiency, highestWastedBytes: '1kB', highestUserWastedPercent: NaN };
      expectValid(reportOf(buildImageReport({ ...input, ciSettings: settings })));
    }
  });

  test('with packages and vulnerabilities of every state', () => {
    const { image, analysis, rootfs } = buildImage(smallImage);
    const about = {
      ids: ['CVE-2021-23337'],
      products: [],
      paths: [],
      expires: null,
      stated: '',
      file: 'v.json',
      line: 3,
    };
    const suppressions = [{ ...about, status: 'not_affected', reason: 'never run' }] as const;
    const parts = { file: 'a', image, analysis, rootfs, contents: null, verification: null, unreadLayers: [] };
    const lookups = lookedUp({
      suppressions,
      data: [somePart, { ...somePart, date: null, commit: null, licence: null }],
    });
    const packages = foundPackages({ unreadLayers: [1] });
    const source = { file: 'Dockerfile', lines: [null, 2, 3, null] };
    const report = reportOf(buildImageReport({ ...parts, source, packages, lookups }));
    expectValid(report);
    const [{ vulnerabilities, packages: listed }] = (JSON.parse(textOf(json, report)) as Report).images as [
      ImageReport,
    ];
    expect(vulnerabilities.filter(({ suppressed }) => suppressed)).toHaveLength(2);
    expect(listed).toHaveLength(7);
    for (const highestVulnerability of ['high', 'critical', 'disabled', 'x']) {
      const own = {
        ...defaultCiSettings,
        vulnerabilities: { highestVulnerability, vulnerabilitiesWithFixOnly: 'true' },
      };
      expectValid(reportOf(buildImageReport({ ...parts, source, packages, lookups, ciSettings: own })));
      expectValid(reportOf(buildImageReport({ ...parts, source, packages, ciSettings: own })));
    }
    expectValid(reportOf(buildImageReport({ ...parts, source, packages: foundPackages({ system: null }) })));
  });

  test('of hostile names and labels', () => {
    const hostile = buildHostile();
    expectValid(reportOf(withChanges(hostile)));
    const back = JSON.parse(textOf(json, reportOf(hostile.report))) as Report;
    expect(Object.entries(back.images[0]!.config.labels)).toEqual(Object.entries(hostileLabels));
    expect(back.images[0]!.wasted.map(({ path }) => path)).toContain('/caf\udce9\u202egnp.exe');
  });

  test.each([
    ['of every rule’s examples', everyRule],
    ['of everything that a finding can hold', fullInput],
    ['of hostile findings', hostile],
    ['of an image with findings', imageInput],
  ])('%s', async (_, input) => {
    const { report } = await input();
    expectValid(report);
    const back = JSON.parse(textOf(json, report)) as Report;
    expect(back.dockerfiles).toEqual(report.dockerfiles);
    expect(back.images.map(({ findings }) => findings)).toEqual(report.images.map(({ findings }) => findings));
  });

  test('with a Dockerfile, a context and problems', () => {
    const at = { line: 1, column: 1, endLine: 1, endColumn: 12 };
    const finding = {
      code: 'DL3006',
      source: 'hadolint',
      also: [],
      severity: 'warning',
      message: 'm',
      help: 'h',
    } as const;
    const fix = { title: 'Pin it', edits: [{ ...at, text: 'FROM debian:12' }] };
    const change: ChangeReport = {
      id: 'a',
      title: 't',
      why: 'w',
      lines: [1],
      saves: null,
      evidence: 'e',
      risk: 'check',
      test: 's',
    };
    const range = { least: 1, most: 2, basis: 'b' };
    const place = { where: 'dockerfile', path: null, name: 'ENV A', layer: null, line: 3 } as const;
    const secret = {
      detector: 'd',
      severity: 'error',
      ...place,
      visible: true,
      removedIn: null,
      excerpt: '…',
    } as const;
    expectValid({
      ...reportOf(),
      dockerfiles: [
        {
          file: 'Dockerfile',
          findings: [{ ...finding, also: [{ code: 'X', source: 'buildkit' }], ...at, at, fix }],
          stages: [{ name: null, base: 'debian', line: 1, instructions: 3 }],
          optimized: { text: 'FROM debian:12\n', changes: [change, { ...change, saves: 5 }, { ...change, range }] },
          dockerignore: null,
          secrets: [secret, { ...secret, name: null, value: 'v' }],
        },
        {
          file: 'Dockerfile (rebuilt)',
          reconstructed: true,
          findings: [],
          stages: [],
          optimized: null,
          dockerignore: null,
          secrets: [],
        },
      ],
      contexts: [
        {
          folder: 'web',
          files: 2,
          bytes: 3,
          unsized: 1,
          sent: { now: { files: 2, bytes: 3, unsized: 1 }, proposed: { files: 1, bytes: 1, unsized: 0 } },
          risky: ['.env'],
          ignoreFile: '.dockerignore',
          ignoreProblems: [{ line: 1, pattern: '[', message: 'syntax error in pattern' }],
          proposal: { text: '[\n.env\n', lines: [{ pattern: '.env', reason: 'r', files: 1, bytes: 2, unsized: 0 }] },
        },
        buildContextReport('shop', auditOf(folderOf({ Dockerfile: 'FROM a\n' }))),
      ],
      problems: [
        problemOf({ kind: 'truncated', fileName: 'web.tar', offset: 5 }),
        problemOf({ kind: 'empty-file', fileName: 'a' }),
      ],
    });
  });
});

describe('what is no report is not valid', () => {
  test.each<[string, (report: Record<string, unknown>) => void]>([
    ['another schema', (report) => (report.schema = 'plimsoll-report/2')],
    ['a property of our own', (report) => (report.extra = 1)],
    ['a missing list', (report) => delete report.problems],
  ])('%s', (_, change) => {
    const report = structuredClone(reportOf()) as unknown as Record<string, unknown>;
    change(report);
    expect(validate(report)).toBe(false);
  });

  test.each<[string, object]>([
    ['a severity of another tool', { severity: 'major' }],
    ['a source that nobody knows', { source: 'eslint' }],
    ['a code in `also` without its source', { also: [{ code: 'X' }] }],
    ['a place without an end', { at: { line: 1, column: 1 } }],
    ['a column 0', { at: { line: 1, column: 0, endLine: 1, endColumn: 2 } }],
    ['a fix without edits', { fix: { title: 'Pin it' } }],
    ['an edit without text', { fix: { title: 'Pin it', edits: [{ line: 1, column: 1, endLine: 1, endColumn: 2 }] } }],
    ['no help', { help: undefined }],
  ])('a finding with %s', (_, change) => {
    const input = fullInput();
    const [dockerfile] = input.report.dockerfiles;
    expect(validate(input.report)).toBe(true);
    Object.assign(dockerfile!.findings[0]!, change);
    expect(validate(JSON.parse(JSON.stringify(input.report)))).toBe(false);
  });

  test('negative sizes, layers that are no numbers, unknown properties of an image', async () => {
    const { report } = await openMade(smallImage);
    const changes: ((image: typeof report) => object)[] = [
      (image) => ({ ...image, sizes: { ...image.sizes, stored: -1 } }),
      (image) => ({ ...image, wasted: [{ ...image.wasted[0], goneIn: null }] }),
      (image) => ({ ...image, id: 'latest' }),
      (image) => ({ ...image, extra: true }),
      (image) => ({ ...image, layers: [{ ...image.layers[0], size: '5' }] }),
    ];
    for (const change of changes) expect(validate({ ...reportOf(), images: [change(report)] })).toBe(false);
  });
});

function visit(part: Schema, seen: Set<Schema>, see: (part: Schema) => void): void {
  if (seen.has(part)) return;
  seen.add(part);
  see(part);
  if (part.$ref) visit(schema.$defs![part.$ref.slice('#/$defs/'.length)]!, seen, see);
  for (const inner of [...Object.values(part.properties ?? {}), ...(part.anyOf ?? [])]) visit(inner, seen, see);
  if (part.items) visit(part.items, seen, see);
}

test('every object is closed, labels alone are open', () => {
  const open: Schema[] = [];
  visit(schema, new Set(), (part) => {
    if (part.properties && part.additionalProperties !== false) open.push(part);
    if (!part.properties && part.additionalProperties) open.push(part);
  });
  expect(open).toEqual([{ type: 'object', additionalProperties: { type: 'string' } }]);
});

/** `Interface.property` for every property of the contract, nested ones under the interface they stand in. */
function contractOf(text: string): string[] {
  const code = text.slice(text.indexOf('```ts') + 5, text.lastIndexOf('```')).replaceAll(/\/\/.*$/gm, '');
  return [...code.matchAll(/^interface (\w+) \{$([^]*?)^\}/gm)].flatMap(([, name, body]) =>
    [...body!.matchAll(/(\w+)\??:/g)].map(([, property]) => `${name}.${property}`),
  );
}

describe('the contract', () => {
  const golden = readFileSync(join(root, 'tests/golden/report/contract.txt'), 'utf8').trim().split('\n');
  const definitions: Record<string, string> = {
    InputProblem: 'problem',
    ImageReport: 'image',
    LayerReport: 'layer',
    WastedPath: 'wastedPath',
    SecretReport: 'secret',
    Finding: 'finding',
    DockerfileReport: 'dockerfile',
    ContextReport: 'context',
  };

  test('every property is in the schema', () => {
    const missing = golden.filter((line) => {
      const [name, property] = line.split('.') as [string, string];
      const names = new Set<string>();
      const start = name === 'Report' ? schema : schema.$defs![definitions[name]!]!;
      visit(start, new Set(), (part) => Object.keys(part.properties ?? {}).forEach((key) => names.add(key)));
      return !names.has(property);
    });
    expect(missing).toEqual([]);
  });

  const contract = join(root, '../shared/REPORT.md');
  test.skipIf(!existsSync(contract))('is the one that was agreed on', () => {
    expect([...new Set(contractOf(readFileSync(contract, 'utf8')))]).toEqual(golden);
  });
});
