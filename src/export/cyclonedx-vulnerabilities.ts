import { groupBy } from '../bytes/group-by.ts';
import { pieces, type InPieces } from '../bytes/in-pieces.ts';
import { visibleText } from '../bytes/text.ts';
import type { VulnerabilityReport } from '../report/report.ts';
import type { BillEntry, ImageBill } from './bill-of-materials.ts';
import { properties } from './cyclonedx-properties.ts';
import { vulnerabilityLink } from './vulnerability-words.ts';

/** One flaw with the same verdict, and what it affects. */
interface Flaw {
  readonly first: VulnerabilityReport;
  readonly affects: Map<string, string | null>;
  readonly fixes: Set<string>;
}

/** By package and file: a jar may hold one twice. */
const entriesByPlace = ({ entries }: ImageBill): ReadonlyMap<string, BillEntry[]> =>
  groupBy(entries, ({ found }) => `${found.purl} ${found.path}`);

/** What is set apart is a flaw of its own: its analysis is another. */
function keyOf({ id, severity, score, suppressed }: VulnerabilityReport): string {
  return JSON.stringify([id, severity, score, suppressed]);
}

/** Each flaw once, with all that it affects. */
export function* flawsOf(bills: readonly ImageBill[]): InPieces<Flaw[]> {
  const flaws = new Map<string, Flaw>();
  for (const bill of bills) {
    const entries = entriesByPlace(bill);
    yield;
    const { vulnerabilities } = bill.image;
    for (const { from, to } of pieces(vulnerabilities.length)) {
      for (const one of vulnerabilities.slice(from, to)) addTo(flaws, one, entries);
      yield;
    }
  }
  return [...flaws.values()];
}

function addTo(
  flaws: Map<string, Flaw>,
  one: VulnerabilityReport,
  entries: ReadonlyMap<string, readonly BillEntry[]>,
): void {
  const key = keyOf(one);
  const flaw = flaws.get(key) ?? { first: one, affects: new Map<string, string | null>(), fixes: new Set<string>() };
  flaws.set(key, flaw);
  for (const { ref } of entries.get(`${one.package} ${one.path}`) ?? []) flaw.affects.set(ref, one.version);
  if (one.fixed !== null) flaw.fixes.add(`Upgrade ${one.name} to ${one.fixed}.`);
}

const mostFixes = 10;

const source = (id: string): object => ({ name: 'OSV', url: vulnerabilityLink(id) });

/** CycloneDX has no word for what its distribution sees no harm in. */
const severityOf = ({ severity }: VulnerabilityReport): string => (severity === 'negligible' ? 'info' : severity);

function analysis({ suppressed }: VulnerabilityReport): object {
  if (!suppressed) return {};
  const { by, line, reason, status } = suppressed;
  const detail = visibleText([reason, `${by}, line ${line}`].filter(Boolean).join(' — '));
  switch (status) {
    case 'not_affected':
      return { analysis: { state: 'not_affected', detail } };
    case 'fixed':
      return { analysis: { state: 'resolved', detail } };
    default:
      return { analysis: { response: ['will_not_fix'], detail } };
  }
}

function vulnerability({ first, affects, fixes }: Flaw, number: number): object {
  const { id, ids, score, summary, note, unreviewed, malware, severity } = first;
  const others = ids.filter((other) => other !== id);
  const more = properties({ severity: severity === 'negligible' ? severity : null, note, unreviewed, malware });
  return {
    'bom-ref': `vulnerability ${number} ${visibleText(id)}`,
    id: visibleText(id),
    source: source(id),
    ...(others.length > 0
      ? { references: others.map((other) => ({ id: visibleText(other), source: source(other) })) }
      : {}),
    ratings: [{ ...(score === null ? {} : { score }), severity: severityOf(first) }],
    ...(summary === '' ? {} : { description: visibleText(summary) }),
    ...(fixes.size > 0 ? { recommendation: visibleText([...fixes].slice(0, mostFixes).join(' ')) } : {}),
    ...analysis(first),
    affects: [...affects].map(([ref, version]) => ({
      ref,
      ...(version === null ? {} : { versions: [{ version: visibleText(version), status: 'affected' }] }),
    })),
    ...(more.length > 0 ? { properties: more } : {}),
  };
}

export function* cyclonedxVulnerabilities(flaws: readonly Flaw[]): Generator<object> {
  for (const [index, flaw] of flaws.entries()) yield vulnerability(flaw, index + 1);
}
