// SARIF 2.1.0 with Errata 01, as GitHub code scanning takes it.
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
// https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
import type { FindingFix, ImageReport, Report, SecretReport, VulnerabilityReport } from '../report/report.ts';
import { visibleText } from '../bytes/text.ts';
import type { TextRange } from '../lint/finding.ts';
import type { ExportFormat, ExportInput } from './export-format.ts';
import { imageName } from './image-name.ts';
import { jsonLines } from './json-text.ts';
import { pathUri } from './path-uri.ts';
import { inPieces, unwritten } from './pieces.ts';
import { placedFindings, type PlacedFinding } from './placed-findings.ts';
import { placedVulnerabilities } from './placed-vulnerabilities.ts';
import { levels, sarifRules, type SarifRules } from './sarif-rules.ts';
import { sarifText } from './sarif-text.ts';

/** GitHub refuses a run with more. */
const mostResults = 25_000;

/** Paths are relative to whatever was dropped; a reader puts the root of the sources in its place. */
const base = '%SRCROOT%';

/** What a path in an image is relative to. */
const imageRoot = '%IMAGEROOT%';

const artifactLocation = (file: string, uriBaseId = base): object => ({ uri: pathUri(file), uriBaseId });

const region = ({ line, column, endLine, endColumn }: TextRange): object => ({
  startLine: line,
  startColumn: column,
  endLine,
  endColumn,
});

/** Where in an image: a file of a layer. */
function logicalLocation(image: ImageReport, path: string | undefined, layer: number | undefined): object {
  const parts = [imageName(image), ...(layer === undefined ? [] : [`layer ${layer}`]), ...(path ? [path] : [])];
  return {
    ...(path ? { name: path } : {}),
    fullyQualifiedName: parts.join(' '),
    kind: 'resource',
    properties: { image: imageName(image), ...(layer === undefined ? {} : { layer }) },
  };
}

function fix(file: string, { title, edits }: FindingFix): object {
  const replacements = edits.map(({ text, ...range }) => ({
    deletedRegion: region(range),
    ...(text === '' ? {} : { insertedContent: { text } }),
  }));
  return {
    description: sarifText(title),
    artifactChanges: [{ artifactLocation: artifactLocation(file), replacements }],
  };
}

/** What of a secret the message tells in words; its value is redacted. */
const secretProperties = ({ where, name, layer, line, visible, removedIn, excerpt }: SecretReport): object => ({
  where,
  name,
  layer,
  line,
  visible,
  removedIn,
  excerpt: visibleText(excerpt),
});

const vulnerabilityProperties = (one: VulnerabilityReport): object => ({
  ...{
    vulnerabilitySeverity: one.severity,
    score: one.score,
    package: one.package,
    version: visibleText(one.version ?? ''),
  },
  ...{
    fixed: visibleText(one.fixed ?? ''),
    layer: one.layer,
    base: one.base,
    visible: one.visible,
    removedIn: one.removedIn,
  },
});

/** Set apart by a file of the user's or a supplier's (SARIF 2.1.0, 3.35). */
function suppressions({ suppressed }: VulnerabilityReport): object {
  if (!suppressed) return {};
  const { by, line, status, reason } = suppressed;
  const justification = visibleText([status, reason, `${by}, line ${line}`].filter(Boolean).join('; '));
  return { suppressions: [{ kind: 'external', justification }] };
}

function result(placed: PlacedFinding, { indexes }: SarifRules): object {
  const { finding, file, image, secret, vulnerability, range, fingerprint } = placed;
  const path = secret?.path ?? vulnerability?.path ?? null;
  return {
    ruleId: finding.code,
    ruleIndex: indexes.get(finding.code),
    level: levels[finding.severity],
    message: sarifText(finding.message || finding.code),
    locations: [
      {
        physicalLocation: {
          artifactLocation: path === null ? artifactLocation(file) : artifactLocation(path, imageRoot),
          region: region(range),
        },
        ...(image ? { logicalLocations: [logicalLocation(image, finding.path, finding.layer)] } : {}),
      },
    ],
    partialFingerprints: { primaryLocationLineHash: fingerprint },
    ...(finding.fix && finding.fix.edits.length > 0 ? { fixes: [fix(file, finding.fix)] } : {}),
    properties: {
      severity: finding.severity,
      ...(finding.also.length > 0 ? { also: finding.also } : {}),
      ...(secret ? secretProperties(secret) : {}),
      ...(vulnerability ? vulnerabilityProperties(vulnerability) : {}),
    },
    ...(vulnerability ? suppressions(vulnerability) : {}),
  };
}

/** What could not be read, so that a run without results is honest. */
function invocation({ problems }: Report): object {
  return {
    executionSuccessful: problems.length === 0,
    toolExecutionNotifications: problems.map(({ file, code, message }) => ({
      descriptor: { id: code },
      level: 'error',
      message: sarifText(message),
      locations: [{ physicalLocation: { artifactLocation: artifactLocation(file) } }],
    })),
  };
}

/** A run up to its results. Several runs of one tool need names, or GitHub takes the last for all. */
function* runHead(report: Report, { list }: SarifRules, number: number | null): Generator<string> {
  const { version } = report.tool;
  const driver = JSON.stringify({ name: 'Plimsoll', version, semanticVersion: version });
  yield `{"tool":{"driver":${driver.slice(0, -1)},"rules":[`;
  for (const [index, rule] of list.entries()) yield (index > 0 ? ',' : '') + JSON.stringify(rule);
  const rest = JSON.stringify({
    ...(number === null ? {} : { automationDetails: { id: `plimsoll-${number}/` } }),
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: {
      [base]: { description: { text: 'The folder that the files were dropped from.' } },
      [imageRoot]: { description: { text: 'The root of the image’s file system.' } },
    },
    invocations: [invocation(report)],
  });
  yield `]}},${rest.slice(1, -1)},\n"results": `;
}

/** The next items of what goes on after them. */
function* nextOf<T>(items: Iterator<T>, count: number): Generator<T> {
  for (let taken = 0; taken < count; taken++) {
    const next = items.next();
    if (next.done) return;
    yield next.value;
  }
}

function* allPlaced(input: ExportInput): Generator<PlacedFinding> {
  yield* placedFindings(input);
  yield* placedVulnerabilities(input);
}

function* lines(input: ExportInput): Generator<string> {
  const { report } = input;
  const findings = [...report.images, ...report.dockerfiles].flatMap((one) => one.findings);
  const secrets = report.images.flatMap((image) => image.secrets);
  const vulnerabilities = report.images.flatMap((image) => image.vulnerabilities);
  const rules = yield* unwritten(sarifRules(findings, secrets, vulnerabilities));
  const count = findings.length + secrets.length + vulnerabilities.length;
  const runs = Math.max(1, Math.ceil(count / mostResults));
  const placed = allPlaced(input);
  yield '{\n"$schema": "https://json.schemastore.org/sarif-2.1.0.json",\n"version": "2.1.0",\n"runs": [\n';
  for (let run = 1; run <= runs; run++) {
    if (run > 1) yield ',\n';
    yield* runHead(report, rules, runs > 1 ? run : null);
    yield* jsonLines(nextOf(placed, mostResults), (one) => result(one, rules));
    yield '}';
  }
  yield '\n]\n}\n';
}

export const sarif: ExportFormat = {
  id: 'sarif',
  title: 'SARIF',
  purpose: 'Findings, secrets and vulnerabilities with rules, places and fixes, for GitHub code scanning.',
  group: 'machines',
  fileName: 'plimsoll-findings.sarif',
  mediaType: 'application/sarif+json',
  write: (input) => inPieces(lines(input)),
};
