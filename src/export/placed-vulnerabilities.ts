import { groupBy } from '../bytes/group-by.ts';
import type { Finding, ImageReport, Severity, VulnerabilityReport } from '../report/report.ts';
import type { ExportInput } from './export-format.ts';
import { imageName } from './image-name.ts';
import { fingerprints, type PlacedFinding } from './placed-findings.ts';
import { vulnerabilityLink, vulnerabilityMessage } from './vulnerability-words.ts';

const severities: Readonly<Record<VulnerabilityReport['severity'], Severity>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'info',
  negligible: 'info',
  unknown: 'info',
};

/** A vulnerability as the formats for machines tell findings. */
export function vulnerabilityFinding(one: VulnerabilityReport): Finding {
  const { id, severity, path, layer } = one;
  return {
    code: id,
    source: 'plimsoll',
    also: [],
    severity: severities[severity],
    message: vulnerabilityMessage(one),
    help: vulnerabilityLink(id),
    path,
    layer,
  };
}

/** Those of a package one after the other, the packages in the order of their worst one. */
export const byPackage = ({ vulnerabilities }: ImageReport): VulnerabilityReport[][] => [
  ...groupBy(vulnerabilities, (one) => `${one.package} ${one.path}`).values(),
];

/** The start of the file: a package is told of by it as a whole. */
const range = { line: 1, column: 1, endLine: 1, endColumn: 1 } as const;

export function* placedVulnerabilities({ report }: ExportInput): Generator<PlacedFinding> {
  const fingerprint = fingerprints();
  for (const image of report.images) {
    for (const vulnerability of byPackage(image).flat()) {
      const finding = vulnerabilityFinding(vulnerability);
      const { file } = image;
      const print = fingerprint(file, finding.code, imageName(image), vulnerability.package, vulnerability.path);
      yield { finding, file, image, secret: null, vulnerability, range, fingerprint: print };
    }
  }
}
