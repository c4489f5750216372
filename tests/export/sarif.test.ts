import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ExportInput } from '../../src/export/export-format.ts';
import { pathUri } from '../../src/export/path-uri.ts';
import { sarif } from '../../src/export/sarif.ts';
import { rules } from '../../src/lint/index.ts';
import { problemOf } from '../../src/report/build-report.ts';
import { reportOf } from '../report/sample-report.ts';
import { billInput, hostileBill, searchedImage } from './sample-bills.ts';
import {
  batch,
  everyRule,
  finding,
  fullInput,
  hostile,
  hostileName,
  imageInput,
  inputOf,
  lintedInput,
  written,
} from './sample-findings.ts';

interface Region {
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;
}

interface Location {
  physicalLocation: { artifactLocation: { uri: string; uriBaseId: string }; region: Region };
  logicalLocations?: { name?: string; fullyQualifiedName: string; kind: string; properties: object }[];
}

interface Result {
  ruleId: string;
  ruleIndex: number;
  level: string;
  message: { text: string };
  locations: Location[];
  partialFingerprints: { primaryLocationLineHash: string };
  fixes?: {
    description: { text: string };
    artifactChanges: { replacements: { deletedRegion: Region; insertedContent?: { text: string } }[] }[];
  }[];
  properties: { severity: string; also?: object[] };
}

interface Descriptor {
  id: string;
  shortDescription: { text: string };
  fullDescription: { text: string };
  help: { text: string };
  helpUri?: string;
  defaultConfiguration: { level: string; enabled?: boolean };
  relationships?: { target: { id: string; index: number } }[];
  properties: { tags: string[]; source: string; 'problem.severity': string };
}

interface Log {
  $schema: string;
  version: string;
  runs: {
    tool: { driver: { name: string; version: string; rules: Descriptor[] } };
    automationDetails?: { id: string };
    columnKind: string;
    originalUriBaseIds: Record<string, object>;
    invocations: { executionSuccessful: boolean; toolExecutionNotifications: { message: { text: string } }[] }[];
    results: Result[];
  }[];
}

const logOf = (input: ExportInput): Log => JSON.parse(written(sarif, input)) as Log;
const resultsOf = (input: ExportInput): Result[] => logOf(input).runs.flatMap(({ results }) => results);
const regionOf = ({ locations }: Result): Region => locations[0]!.physicalLocation.region;
const fingerprintsOf = (input: ExportInput): string[] =>
  resultsOf(input).map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash);

// The schema is of draft 4, whose `id` is now `$id`; none of the keywords that have changed their meaning is in it.
const schemaFile = join(import.meta.dirname, '../fixtures/sarif/sarif-schema-2.1.0.json');
const { id, $schema: draft, ...schema } = JSON.parse(readFileSync(schemaFile, 'utf8')) as Record<string, unknown>;
const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strictTypes: false });
addFormats.default(ajv);
const validate = ajv.compile({ ...schema, $id: id as string });

const problems = [
  problemOf({ kind: 'truncated', fileName: 'web.tar', offset: 5 }),
  problemOf({ kind: 'empty-file', fileName: 'a{0}' }),
];

const inputs: [string, () => ExportInput | Promise<ExportInput>][] = [
  ['an empty report', () => ({ report: reportOf(), rootfs: [], texts: [] })],
  ['clean Dockerfiles', () => lintedInput({ Dockerfile: 'FROM scratch\nCOPY a /\nUSER 1\n' })],
  ['every rule’s examples', everyRule],
  ['fixes, other sources, every severity', fullInput],
  ['findings of an image', imageInput],
  ['hostile names and texts', hostile],
  ['vulnerabilities', () => billInput(searchedImage())],
  ['vulnerabilities in hostile words', () => billInput(hostileBill())],
  ['problems', () => ({ report: { ...reportOf(), problems }, rootfs: [], texts: [] })],
  ['findings without texts', () => ({ ...fullInput(), texts: [] })],
];

describe('what is written is valid', () => {
  test('the schema is the one of the standard', () => {
    expect(draft).toBe('http://json-schema.org/draft-04/schema#');
    expect(id).toBe('https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json');
    expect(JSON.stringify(schema)).not.toMatch(/"exclusiveM(in|ax)imum"|"dependencies"/);
  });

  test.each(inputs)('by the schema: %s', async (_, input) => {
    validate(logOf(await input()));
    expect(validate.errors ?? []).toEqual([]);
  });

  test.each<[string, (log: Log) => void]>([
    ['a line 0', ({ runs }) => (regionOf(runs[0]!.results[0]!).startLine = 0)],
    ['a level of our own', ({ runs }) => (runs[0]!.results[0]!.level = 'style')],
    ['no message', ({ runs }) => delete (runs[0]!.results[0] as Partial<Result>).message],
    ['an address that is none', ({ runs }) => (runs[0]!.tool.driver.rules[0]!.helpUri = 'no address')],
    ['a property of our own', ({ runs }) => Object.assign(runs[0]!.results[0]!, { severity: 'info' })],
  ])('the schema refuses %s', (_, change) => {
    const log = logOf(fullInput());
    change(log);
    expect(validate(log)).toBe(false);
  });
});

// https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support: what stands in these tests is
// "required", or refused beyond a number.
describe('what GitHub code scanning wants beyond the schema', () => {
  const texts = (rule: Descriptor): string[] => [rule.shortDescription.text, rule.fullDescription.text, rule.help.text];

  test.each([...inputs, ['60,000 findings', () => batch(1200, 50)] as const])('%s', async (_, input) => {
    const log = logOf(await input());
    expect(log.version).toBe('2.1.0');
    expect(log.$schema).toBe('https://json.schemastore.org/sarif-2.1.0.json');
    expect(log.runs.length).toBeGreaterThan(0);
    expect(log.runs.length).toBeLessThanOrEqual(20);
    for (const { tool, results } of log.runs) {
      const list = tool.driver.rules;
      expect(list.length).toBeLessThanOrEqual(25_000);
      expect(new Set(list.map((rule) => rule.id)).size).toBe(list.length);
      const short = list.filter((rule) => texts(rule).some((text) => text === '' || /^\s/.test(text)));
      expect(short).toEqual([]);
      const long = list.filter((rule) => texts(rule).some((text, at) => at < 2 && text.length > 1024));
      expect(long).toEqual([]);
      expect(list.filter(({ properties }) => properties.tags.length > 10)).toEqual([]);
      expect(results.length).toBeLessThanOrEqual(25_000);
      const wrong = results.filter((result) => {
        const { artifactLocation, region } = result.locations[0]!.physicalLocation;
        return !(
          list[result.ruleIndex]?.id === result.ruleId &&
          ['error', 'warning', 'note'].includes(result.level) &&
          result.message.text !== '' &&
          result.locations.length === 1 &&
          /^[0-9a-f]{16}:[1-9]\d*$/.test(result.partialFingerprints.primaryLocationLineHash) &&
          /^(?!\/)(?:[\w.~/-]|%[0-9A-F]{2})+$/.test(artifactLocation.uri) &&
          Object.values(region).filter((value) => value >= 1).length === 4 &&
          (region.endLine > region.startLine || region.endColumn >= region.startColumn)
        );
      });
      expect(wrong).toEqual([]);
    }
    const names = log.runs.map(({ automationDetails }) => automationDetails?.id);
    expect(new Set(names).size).toBe(log.runs.length);
    const all = log.runs.flatMap(({ results }) => results);
    const keys = all.map((result) => result.partialFingerprints.primaryLocationLineHash);
    expect(new Set(keys).size).toBe(all.length);
  });

  test('more results than a run may have are several runs, none of them lost', () => {
    const { runs } = logOf(batch(1200, 50));
    expect(runs.map(({ results }) => results.length)).toEqual([25_000, 25_000, 10_000]);
    expect(runs.map(({ automationDetails }) => automationDetails?.id)).toEqual([
      'plimsoll-1/',
      'plimsoll-2/',
      'plimsoll-3/',
    ]);
  });

  test('a single run leaves its category to the upload', () => {
    expect(logOf(fullInput()).runs[0]).not.toHaveProperty('automationDetails');
  });
});

describe('rules', () => {
  const driver = logOf(fullInput()).runs[0]!.tool.driver;

  test('all of ours are there, found or not, then those of others that were found', () => {
    const empty = logOf({ report: reportOf(), rootfs: [], texts: [] }).runs[0]!.tool.driver.rules;
    expect(empty.map((rule) => rule.id)).toEqual(rules.map((rule) => rule.id));
    const others = ['SC2086', 'SC2005', 'JSONArgsRecommended'].filter(
      (code) => !rules.some((rule) => rule.id === code),
    );
    expect(driver.rules.slice(empty.length).map((rule) => rule.id)).toEqual(others);
    expect(driver.rules.slice(0, empty.length)).toEqual(empty);
  });

  test('say what the rule list says', () => {
    const rule = rules.find(({ id: code }) => code === 'DL3020')!;
    expect(driver.rules.find(({ id: code }) => code === 'DL3020')).toMatchObject({
      shortDescription: { text: rule.summary },
      fullDescription: { text: rule.help },
      helpUri: 'https://github.com/hadolint/hadolint/wiki/DL3020',
      defaultConfiguration: { level: 'error' },
      properties: { tags: ['dockerfile', 'hadolint'], source: 'hadolint', 'problem.severity': 'error' },
    });
  });

  test('those that are off until asked for are not enabled', () => {
    const off = driver.rules.filter(({ defaultConfiguration }) => defaultConfiguration.enabled === false);
    expect(off.map((rule) => rule.id)).toEqual(rules.filter((rule) => rule.off).map((rule) => rule.id));
    expect(off.length).toBeGreaterThan(0);
  });

  test('what says the same is related', () => {
    const expected = rules.flatMap((rule) =>
      (rule.sameAs ?? []).filter((code) => rules.some((other) => other.id === code)).map((code) => [rule.id, code]),
    );
    const related = driver.rules.flatMap((rule) =>
      (rule.relationships ?? []).map(({ target }) => [rule.id, driver.rules[target.index]!.id]),
    );
    expect(related).toEqual(expected);
  });

  test('ShellCheck’s lead to its wiki, and are told by no finding’s message', () => {
    expect(driver.rules.find((rule) => rule.id === 'SC2086')).toEqual({
      id: 'SC2086',
      shortDescription: { text: 'ShellCheck SC2086' },
      fullDescription: { text: 'ShellCheck SC2086: https://www.shellcheck.net/wiki/SC2086' },
      help: { text: 'ShellCheck SC2086: https://www.shellcheck.net/wiki/SC2086' },
      helpUri: 'https://www.shellcheck.net/wiki/SC2086',
      defaultConfiguration: { level: 'note' },
      properties: {
        tags: ['dockerfile', 'shellcheck'],
        source: 'shellcheck',
        severity: 'info',
        'problem.severity': 'recommendation',
      },
    });
    expect(driver.rules.find((rule) => rule.id === 'SC2005')?.helpUri).toBe('https://www.shellcheck.net/wiki/SC2005');
  });

  test('BuildKit’s have their page', () => {
    expect(driver.rules.find((rule) => rule.id === 'JSONArgsRecommended')?.helpUri).toBe(
      'https://docs.docker.com/reference/build-checks/json-args-recommended/',
    );
  });
});

describe('results', () => {
  test('levels, with the severity beside', () => {
    expect(resultsOf(fullInput()).map(({ level, properties }) => [level, properties.severity])).toEqual([
      ['error', 'error'],
      ['note', 'info'],
      ['note', 'style'],
      ['warning', 'warning'],
    ]);
  });

  test('the exact place, the instruction where none is known, else the first character', () => {
    expect(resultsOf(fullInput()).map((result) => Object.values(regionOf(result)).join(' '))).toEqual([
      '2 5 2 11',
      '3 10 3 12',
      '3 1 3 1',
      '1 1 1 1',
    ]);
  });

  test('columns count UTF-16 units', () => {
    const input = lintedInput({ Dockerfile: 'FROM debian:12\nLABEL a="😀" b="x"\nCOPY ["😀", "b", "target"]\n' });
    expect(logOf(input).runs[0]!.columnKind).toBe('utf16CodeUnits');
    const found = resultsOf(input).find(({ ruleId }) => ruleId === 'DL3021')!;
    const { startLine, startColumn, endColumn } = regionOf(found);
    const line = input.texts[0]!.split('\n')[startLine - 1]!;
    expect(line.slice(startColumn - 1, endColumn - 1)).toBe('"target"');
  });

  test('what others say of the same place', () => {
    expect(resultsOf(fullInput()).map(({ properties }) => properties.also)).toEqual([
      undefined,
      [{ code: 'PL1001', source: 'plimsoll' }],
      undefined,
      undefined,
    ]);
  });

  test('a fix holds its edits; one that takes away puts nothing in', () => {
    expect(resultsOf(fullInput())[0]!.fixes).toEqual([
      {
        description: { text: 'Write COPY' },
        artifactChanges: [
          {
            artifactLocation: { uri: 'services/web/Dockerfile', uriBaseId: '%SRCROOT%' },
            replacements: [
              {
                deletedRegion: { startLine: 2, startColumn: 1, endLine: 2, endColumn: 4 },
                insertedContent: { text: 'COPY' },
              },
              { deletedRegion: { startLine: 2, startColumn: 5, endLine: 2, endColumn: 7 } },
            ],
          },
        ],
      },
    ]);
  });

  test('of an image: the archive, and the file in its layer', async () => {
    const [whole, file] = resultsOf(await imageInput());
    expect(whole!.locations[0]!.physicalLocation.artifactLocation.uri).toBe('web.tar');
    expect(whole!.locations[0]!.logicalLocations).toEqual([
      {
        fullyQualifiedName: 'web:1.4 linux/arm64/v8',
        kind: 'resource',
        properties: { image: 'web:1.4 linux/arm64/v8' },
      },
    ]);
    expect(file!.locations[0]!.logicalLocations).toEqual([
      {
        name: '/srv/app.js',
        fullyQualifiedName: 'web:1.4 linux/arm64/v8 layer 3 /srv/app.js',
        kind: 'resource',
        properties: { image: 'web:1.4 linux/arm64/v8', layer: 3 },
      },
    ]);
  });

  test('what could not be read is said', () => {
    const [run] = logOf({ report: { ...reportOf(), problems }, rootfs: [], texts: [] }).runs;
    expect(run!.results).toEqual([]);
    expect(run!.invocations[0]!.executionSuccessful).toBe(false);
    expect(run!.invocations[0]!.toolExecutionNotifications).toHaveLength(2);
  });
});

describe('hostile text', () => {
  const results = resultsOf(hostile());

  test('placeholders and links are none, and nothing unseen is left', () => {
    expect(results[0]!.message.text).toBe(
      'x <b> & "q" \\u{{0}}\\u{{7}}\\u{{1B}}[31m ]]> \\u{{202E}} \\u{{D800}} \\xE9 \ufffe {{0}} [link\\](javascript:alert(1)) | `a`\\u{{D}}\\nb',
    );
    expect(results[1]!.message.text).toBe('SC2086');
  });

  test('a fix’s text stays as it is', () => {
    const [change] = results[2]!.fixes![0]!.artifactChanges;
    expect(change!.replacements[0]!.insertedContent!.text).toContain('\ud800 \udce9 \ufffe {0} [link](javascript:');
  });

  test.each([
    ['Dockerfile', 'Dockerfile'],
    ['services/web/Dockerfile', 'services/web/Dockerfile'],
    ['my file#1?.Dockerfile', 'my%20file%231%3F.Dockerfile'],
    ['100%', '100%25'],
    ['a:b', 'a%3Ab'],
    ['/etc/passwd', 'etc/passwd'],
    ['../../etc/./passwd', 'etc/passwd'],
    ['//host/x', 'host/x'],
    ['C:\\a\\b', 'C%3A/a/b'],
    ['größe/文', 'gr%C3%B6%C3%9Fe/%E6%96%87'],
    ['caf\udce9', 'caf%E9'],
    ['..', 'unnamed'],
    ['', 'unnamed'],
  ])('the path %j is %j', (path, uri) => {
    expect(pathUri(path)).toBe(uri);
    const root = 'https://example.test/root/';
    expect(new URL(uri, root).href).toBe(root + uri);
  });

  test('a name can be read back', () => {
    expect(results[0]!.locations[0]!.physicalLocation.artifactLocation.uri).toBe(pathUri(hostileName));
    expect(decodeURIComponent(pathUri('we"b & <x>\u202e%2f{0}\n'))).toBe('we"b & <x>\u202e%2f{0}\n');
  });
});

describe('fingerprints', () => {
  const text = 'FROM debian:12\nADD a /x\nRUN cd /tmp \\\n  && make\nADD a /x\nADD b /x\n';

  test('stay when lines move', () => {
    const moved = text.replace('ADD a', '# a comment\n\nARG X=1\nADD a');
    expect(fingerprintsOf(lintedInput({ Dockerfile: moved }))).toEqual(
      fingerprintsOf(lintedInput({ Dockerfile: text })),
    );
    const crlf = text.replaceAll('\n', '\r\n').replaceAll('ADD a', '  ADD   a');
    expect(fingerprintsOf(lintedInput({ Dockerfile: crlf }))).toEqual(
      fingerprintsOf(lintedInput({ Dockerfile: text })),
    );
  });

  test('of the same instruction twice differ by their number alone', () => {
    const adds = resultsOf(lintedInput({ Dockerfile: text })).filter(({ ruleId }) => ruleId === 'DL3020');
    const names = adds.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash.split(':'));
    expect(names.map(([, number]) => number)).toEqual(['1', '2', '1']);
    expect(names[0]![0]).toBe(names[1]![0]);
    expect(names[2]![0]).not.toBe(names[0]![0]);
  });

  test('change with the text, the file and the code', () => {
    const one = (file: string, code: string, line: string): string =>
      fingerprintsOf(inputOf([{ file, text: line, findings: [finding({ code, line: 1, column: 1 })] }]))[0]!;
    const names = [one('a', 'X', 'RUN a'), one('b', 'X', 'RUN a'), one('a', 'Y', 'RUN a'), one('a', 'X', 'RUN b')];
    expect(new Set(names).size).toBe(4);
    expect(one('a', 'X', 'RUN a')).toBe(names[0]);
  });

  // A change of these is a new alert for every finding of every user.
  test('are the same in every version', () => {
    expect(fingerprintsOf(fullInput())).toMatchInlineSnapshot(`
      [
        "6aa3f7dec39d5415:1",
        "477030251cdd30ce:1",
        "9594f94c1a2298d8:1",
        "022f50d405b29806:1",
      ]
    `);
  });

  test('of ten thousand findings in one long instruction take no time', () => {
    const long = `FROM debian:12\nRUN ${'x '.repeat(400_000)}\n`;
    const at = { line: 2, column: 1, endLine: 2, endColumn: 800_000 };
    const findings = Array.from({ length: 10_000 }, () => finding({ line: 2, column: 1, at }));
    const start = performance.now();
    expect(new Set(fingerprintsOf(inputOf([{ file: 'a', text: long, findings }]))).size).toBe(10_000);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
