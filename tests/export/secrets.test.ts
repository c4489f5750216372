import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { sha256 } from '../../src/bytes/sha256.ts';
import { encodeText } from '../../src/bytes/text.ts';
import { checkstyle } from '../../src/export/checkstyle.ts';
import type { ExportFormat, ExportInput } from '../../src/export/export-format.ts';
import { gitlab } from '../../src/export/gitlab.ts';
import { exportFormats } from '../../src/export/index.ts';
import { json } from '../../src/export/json.ts';
import { markdown } from '../../src/export/markdown.ts';
import { sarif } from '../../src/export/sarif.ts';
import { secretsCsv } from '../../src/export/secrets-csv.ts';
import { auditDockerfile } from '../../src/lint/audit-dockerfile.ts';
import { nodeShellCheck } from '../../src/lint/shellcheck/node-program.ts';
import { reviewDockerfile } from '../../src/optimize/review-dockerfile.ts';
import { buildImageReport } from '../../src/report/build-report.ts';
import { buildDockerfileReport } from '../../src/report/dockerfile-report.ts';
import type { DockerfileReport, ImageReport, Report } from '../../src/report/report.ts';
import { imageSecretReports, type SecretValues } from '../../src/report/secret-reports.ts';
import { applyIgnoreList } from '../../src/secrets/apply-ignore-list.ts';
import { parseIgnoreList } from '../../src/secrets/ignore-list.ts';
import { gatherSecrets } from '../../src/secrets/image-secrets.ts';
import { textsOfImage } from '../../src/secrets/image-texts.ts';
import { scanLayerSecrets } from '../../src/secrets/scan-layer-secrets.ts';
import { scanTexts } from '../../src/secrets/scan-texts.ts';
import { reportOf } from '../report/sample-report.ts';
import { reportedIn } from '../support/dockerfile-secrets.ts';
import { makeArchive } from '../support/make-archive.ts';
import { analyseBlob } from '../support/open-image.ts';
import { written } from './sample-findings.ts';

const token = (letter: string): string => `gh${'p_'}${`${letter}7Jd2mQz9XvB`.repeat(3)}`;
const [inFile, inEnv, inTest, inArg, inLabel] = [token('k'), token('w'), token('t'), token('a'), token('l')] as const;
const inDockerfile = { env: token('e'), run: token('r'), maintainer: token('m'), comment: token('c') };
const url = 'postgres://shop:Tz8mQz9XvB@db/shop';
const pem = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
/** As it is found: from its first word on. */
const key = pem.export({ type: 'pkcs8', format: 'pem' }).toString().trim().replace(/^-+/, '');

const dockerfile = `FROM debian
MAINTAINER ${inDockerfile.maintainer}
# ${inDockerfile.comment}
ENV A=1 TOKEN=${inDockerfile.env}
ENV DATABASE_URL ${url}
RUN cd /srv; git clone https://x:${inDockerfile.run}@github.com/a/$B
RUN cat <<END > /key
-----${key}
END
CMD node a --url=${url}
`;

const layers = `
  layer  COPY . /srv # buildkit
    srv/.env  "A=1 TOKEN=${inFile}"
    srv/pipe|name  "${inFile}"
    srv/test/token.js  "const token = '${inTest}'"
  layer  RUN |1 T=${inArg} /bin/sh -c rm /srv/.env
    srv/.wh..env
`;

const ignoreList = `
github-token srv/test/** * # a made-up one, for the tests
github-token /old/** * # gone since
`;

/** As the page makes it, with what ShellCheck says. */
async function auditedDockerfile(): Promise<(values: SecretValues | null) => DockerfileReport> {
  const fileName = 'Dockerfile';
  const given = { fileName, text: dockerfile, config: {}, image: null };
  const { questions } = await auditDockerfile({ ...given, answers: [] });
  const answers = await Promise.all(questions.map(async (one) => [one, await nodeShellCheck.check(one)] as const));
  const audit = await auditDockerfile({ ...given, answers });
  const review = reviewDockerfile({ fileName, text: dockerfile, dockerignore: null, image: null, off: [] });
  return (values) => buildDockerfileReport(fileName, audit, review, reportedIn(fileName, audit, values));
}

/**
 * As the page makes it: an image with secrets in a file, a removed file and the config, one of them let stand, and a
 * Dockerfile; the second input has the values, as the user may want it.
 */
async function inputsWithSecrets(): Promise<[ExportInput, ExportInput]> {
  const fileName = 'web.tar';
  const blob = await makeArchive(layers, {
    layout: 'skopeo',
    config: {
      Env: [`NPM_TOKEN=${inEnv}`],
      Labels: { t: inLabel },
      Cmd: ['a', `--token=${inEnv}`],
    },
  });
  const opened = await analyseBlob(blob, fileName);
  const { image, rootfs } = opened;
  const found = await Promise.all(image.layers.map((layer) => scanLayerSecrets(blob, layer, { fileName })));
  const texts = textsOfImage(image);
  const all = gatherSecrets(rootfs, found, texts, await scanTexts(texts.map(({ text }) => text)));
  const secrets = applyIgnoreList(all, parseIgnoreList(ignoreList).entries);
  const report = buildImageReport({
    file: fileName,
    ...opened,
    secrets,
    verification: null,
    unreadLayers: [],
    source: null,
  });
  const values = new Map<string, string>();
  for (const value of [inFile, inEnv, inArg, inLabel, ...Object.values(inDockerfile), key, 'Tz8mQz9XvB']) {
    values.set((await sha256(encodeText(value))).slice('sha256:'.length), value);
  }
  const withValues = { ...report, secrets: imageSecretReports(secrets.secrets, values) };
  const input = (image: ImageReport, one: DockerfileReport): ExportInput => ({
    report: { ...reportOf(image), dockerfiles: [one] },
    rootfs: [rootfs],
    texts: [dockerfile],
  });
  const dockerfileReport = await auditedDockerfile();
  return [input(report, dockerfileReport(null)), input(withValues, dockerfileReport(values))];
}

let input: ExportInput;
let inputWithValues: ExportInput;
let imageOnly: ExportInput;
beforeAll(async () => {
  [input, inputWithValues] = await inputsWithSecrets();
  imageOnly = { ...input, report: { ...input.report, dockerfiles: [] }, texts: [] };
}, 60_000);

const all = [inFile, inEnv, inArg, inLabel, ...Object.values(inDockerfile), ...key.split('\n'), 'Tz8mQz9XvB'];
/** All but its beginning and end, which an excerpt shows. */
const middleOf = (value: string): string => value.slice(4, -2);

test.each(exportFormats.map((format) => [format.id, format] as const))('no value stands in %s', (id, format) => {
  const text = written(format, input);
  expect([...all, inTest].map(middleOf).filter((value) => text.includes(value))).toEqual([]);
  const isOffered = format.isOffered?.(input.report) ?? true;
  if (isOffered && !['files-csv', 'changes-csv'].includes(id)) expect(text).toMatch(/gh.?p.?_…/);
});

test('every value stands in what has a place for it, once the user wants it, and in nothing else', () => {
  for (const format of exportFormats) {
    const text = written(format, inputWithValues);
    const found = all.filter((value) => text.includes(value));
    expect([format.id, ...found]).toEqual([format.id, ...(format.takesValues ? all : [])]);
    if (!format.takesValues) expect(text).toBe(written(format, input));
  }
});

test('values are in the lists of secrets alone', () => {
  const { images, dockerfiles } = JSON.parse(written(json, inputWithValues)) as Report;
  const others = JSON.stringify([...images, ...dockerfiles].map((part) => ({ ...part, secrets: [] })));
  expect(all.map(middleOf).filter((value) => others.includes(value))).toEqual([]);
  expect(images[0]!.secrets[0]).toMatchObject({ path: '/srv/.env', excerpt: 'ghp_…vB', value: inFile });
  expect(dockerfiles[0]!.secrets[0]).toMatchObject({ name: 'MAINTAINER', line: 2, value: inDockerfile.maintainer });
  const lines = written(secretsCsv, inputWithValues).split('\r\n');
  expect(lines[0]).toMatch(/,excerpt,value$/);
  const inEnvLine = `,dockerfile,Dockerfile,ENV TOKEN,,4,yes,,ghp_…vB,${inDockerfile.env}`;
  expect(lines.filter((line) => line.endsWith(inEnvLine) && line.startsWith(',github-token,'))).toHaveLength(1);
});

test('fixes that would write a value are in no export, and the others mend the file', () => {
  interface Fixes {
    runs: { results: { ruleId: string; fixes?: object[] }[] }[];
  }
  const { results } = (JSON.parse(written(sarif, input)) as Fixes).runs[0]!;
  const fixed = (id: string) => results.filter(({ ruleId }) => ruleId === id).map(({ fixes }) => fixes !== undefined);
  expect([fixed('DL4000'), fixed('LegacyKeyValueFormat')]).toEqual([[false], [true]]);
  expect(JSON.stringify(results.map(({ fixes }) => fixes))).not.toMatch(/"insertedContent":\{"text":"[^"]*…/);
});

const golden = join(import.meta.dirname, '../golden/export');

test('the Markdown section', async () => {
  const text = written(markdown, input);
  const section = text.slice(text.indexOf('### Secrets'), text.indexOf('### Not analysed'));
  await expect(`${section.trim()}\n`).toMatchFileSnapshot(join(golden, 'secrets.md'));
});

test('the CSV', () => {
  const image = 'web:1.4 linux/arm64/v8,github-token,GitHub token,warning';
  expect(written(secretsCsv, imageOnly).split('\r\n')).toEqual([
    'image,detector,title,severity,where,path,name,layer,line,visible,removed in,excerpt',
    `${image},file,/srv/.env,,0,1,no,1,ghp_…vB`,
    `${image},file,/srv/pipe|name,,0,1,yes,,ghp_…vB`,
    `${image},env,,NPM_TOKEN,,,yes,,ghp_…vB`,
    `${image},command,,Cmd,,,yes,,ghp_…vB`,
    `${image},label,,t,,,yes,,ghp_…vB`,
    `${image},history,,1,1,,yes,,ghp_…vB`,
    '',
  ]);
});

test('Markdown says nothing where there is nothing to say', () => {
  const report: Report = reportOf({
    ...input.report.images[0]!,
    secrets: [],
    secretsIgnored: { count: 0, unused: [] },
  });
  expect(written(markdown, { ...input, report })).not.toContain('Secrets');
});

interface SarifResult {
  ruleId: string;
  ruleIndex: number;
  level: string;
  locations: {
    physicalLocation: { artifactLocation: { uri: string; uriBaseId: string }; region: { startLine: number } };
  }[];
  partialFingerprints: { primaryLocationLineHash: string };
  properties: Record<string, unknown>;
}

describe('SARIF', () => {
  interface Log {
    runs: { tool: { driver: { rules: { id: string; properties: { tags: string[] } }[] } }; results: SarifResult[] }[];
  }
  const logOf = (): Log => JSON.parse(written(sarif, imageOnly)) as Log;

  test('is valid', () => {
    const file = join(import.meta.dirname, '../fixtures/sarif/sarif-schema-2.1.0.json');
    const { id, $schema, ...schema } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    expect($schema).toContain('draft-04');
    const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strictTypes: false });
    addFormats.default(ajv);
    const validate = ajv.compile({ ...schema, $id: id as string });
    validate(logOf());
    expect(validate.errors ?? []).toEqual([]);
  });

  test('has a result for each place, at the path in the image', () => {
    const [run] = logOf().runs;
    const places = run!.results.map(({ locations: [location] }) => {
      const { artifactLocation, region } = location!.physicalLocation;
      return `${artifactLocation.uriBaseId} ${artifactLocation.uri} ${region.startLine}`;
    });
    expect(places).toEqual([
      '%IMAGEROOT% srv/.env 1',
      '%IMAGEROOT% srv/pipe%7Cname 1',
      ...Array.from({ length: 4 }, () => '%SRCROOT% web.tar 1'),
    ]);
    const [removed, , env] = run!.results;
    expect(removed).toMatchObject({
      ruleId: 'github-token',
      level: 'warning',
      properties: { severity: 'warning', where: 'file', layer: 0, line: 1, visible: false, removedIn: 1 },
    });
    expect(env).toMatchObject({ properties: { where: 'env', name: 'NPM_TOKEN', layer: null, visible: true } });
    const rule = run!.tool.driver.rules[removed!.ruleIndex]!;
    expect(rule).toMatchObject({ id: 'github-token', properties: { tags: ['image', 'secret', 'security'] } });
    const prints = run!.results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash);
    expect(new Set(prints).size).toBe(6);
  });
});

test('GitLab and Checkstyle place them at the archive', () => {
  const violations = JSON.parse(written(gitlab, imageOnly)) as object[];
  expect(violations).toHaveLength(6);
  expect(violations[0]).toMatchObject({
    check_name: 'github-token',
    description: 'GitHub token in /srv/.env, layer 0 (removed in layer 1, still stored): ghp_…vB',
    categories: ['Security'],
    severity: 'major',
    location: { path: 'web.tar', lines: { begin: 1, end: 1 } },
  });
  const errors = written(checkstyle, imageOnly)
    .split('\n')
    .filter((line) => line.startsWith('<error'));
  expect(errors).toHaveLength(6);
  expect(errors[2]).toBe(
    '<error line="1" column="1" severity="warning" message="GitHub token in ENV NPM_TOKEN (visible): ghp_…vB" source="github-token"/>',
  );
});

test('what a pattern of the user’s own finds has their title in every list', () => {
  const [image] = imageOnly.report.images;
  const secrets = image!.secrets.slice(0, 1).map((one) => ({ ...one, detector: 'own-acme', title: 'Key of | Acme' }));
  const own = { ...imageOnly, report: reportOf({ ...image!, secrets }) };
  expect(written(markdown, own)).toContain('| Key of \\| Acme | warning |');
  expect(written(secretsCsv, own)).toContain(',own-acme,Key of | Acme,warning,');
  for (const format of [sarif, gitlab, checkstyle])
    expect(written(format, own)).toContain('Key of | Acme in /srv/.env');
  expect(written(sarif, own)).toContain('Secret in an image: Key of | Acme');
  expect(JSON.parse(written(json, own))).toMatchObject({ images: [{ secrets: [{ title: 'Key of | Acme' }] }] });
});

describe('of a Dockerfile', () => {
  const inLines = [2, 3, 4, 5, 6, 8, 25];
  /** As hadolint places them: the key stands in the heredoc of line 7. */
  const inInstructions = [2, 3, 4, 5, 6, 7, 25];

  /** The lines that a format for machines places PL1016 at. */
  function linesIn(format: ExportFormat): number[] {
    const text = written(format, input);
    const [inSarif] = format === sarif ? (JSON.parse(text) as { runs: { results: SarifResult[] }[] }).runs : [];
    if (inSarif) {
      const own = inSarif.results.filter(({ ruleId }) => ruleId === 'PL1016');
      return own.map(({ locations }) => locations[0]!.physicalLocation.region.startLine);
    }
    if (format === gitlab) {
      const all = JSON.parse(text) as { check_name: string; location: { lines: { begin: number } } }[];
      return all.filter(({ check_name: name }) => name === 'PL1016').map(({ location }) => location.lines.begin);
    }
    const errors = text.split('\n').filter((line) => line.includes('source="PL1016"'));
    return errors.map((line) => Number(/line="(\d+)"/.exec(line)?.[1]));
  }

  test.each([sarif, gitlab, checkstyle].map((format) => [format.id, format] as const))(
    'each is told once in %s: as a finding',
    (_, format) => {
      expect(linesIn(format)).toEqual(format === sarif ? inLines : inInstructions);
      const own = written(format, { ...input, report: { ...input.report, images: [] } });
      expect(own.match(/"ruleId": ?"github-token"|"check_name": ?"github-token"|source="github-token"/g)).toBeNull();
    },
  );

  test('each is told once in Markdown: as a finding', () => {
    const text = written(markdown, input);
    const section = text.slice(text.indexOf('## Dockerfile'), text.indexOf('### Proposed changes'));
    expect(section.match(/^\|.*PL1016/gm)).toHaveLength(inLines.length);
    expect(section).not.toContain('### Secrets');
  });

  test('each is told once in the CSV, and in JSON’s list that stands beside the findings', () => {
    const { dockerfiles } = JSON.parse(written(json, input)) as Report;
    const { findings, secrets } = dockerfiles[0]!;
    expect(secrets.map(({ line }) => line)).toEqual(inLines);
    expect(findings.filter(({ code }) => code === 'PL1016').map(({ at }) => at?.line)).toEqual(inLines);
    const rows = written(secretsCsv, input).split('\r\n').filter((line) => line.startsWith(',')); // prettier-ignore
    expect(rows.map((line) => Number(line.split(',')[8]))).toEqual(inLines);
  });
});

test('the report says what the list keeps out', () => {
  expect(input.report.images[0]!.secretsIgnored).toEqual({ count: 1, unused: ['github-token /old/** * # gone since'] });
  expect(input.report.images[0]!.secrets.map(({ path, name }) => path ?? name)).toEqual([
    '/srv/.env',
    '/srv/pipe|name',
    'NPM_TOKEN',
    'Cmd',
    't',
    '1',
  ]);
});

test('the report repeats the config without the values', () => {
  const { config, layers: told } = input.report.images[0]!;
  expect(config.env).toContain('NPM_TOKEN=ghp_…vB');
  expect([config.labels['t'], config.cmd]).toEqual(['ghp_…vB', ['a', '--token=ghp_…vB']]);
  expect(told[1]!.command).toContain('T=ghp_…vB');
});
