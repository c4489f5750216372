import { lastNotAbove } from '../bytes/search.ts';
import type { Finding, RuleSource, TextRange } from './finding.ts';
import type { Rule } from './rule.ts';

/** Whose finding stands where several say the same. */
const ranks: readonly RuleSource[] = ['hadolint', 'shellcheck', 'buildkit', 'dockle', 'trivy', 'plimsoll'];

/** Lines are at most as long as a file may be: a place as one number, in order. */
const place = (line: number, column: number): number => line * 2 ** 24 + column;

/** A finding with the place that is compared. */
interface Placed {
  readonly finding: Finding;
  readonly line: number;
  readonly at: TextRange | undefined;
  readonly start: number;
}

function toPlaced(finding: Finding, other: TextRange | undefined): Placed {
  const { line = 0, column = 0, at } = other ? { ...other, at: other } : finding;
  return { finding, line, at, start: at ? place(at.line, at.column) : place(line, column) };
}

function overlaps(a: TextRange | undefined, b: TextRange | undefined): boolean {
  if (!a || !b) return true;
  return (
    place(a.line, a.column) < place(b.endLine, b.endColumn) && place(b.line, b.column) < place(a.endLine, a.endColumn)
  );
}

/** By code: the codes that say the same, whichever of the two rules names the other. */
function sameCodes(rules: readonly Rule[]): Map<string, Set<string>> {
  const same = new Map<string, Set<string>>();
  const add = (from: string, to: string): void => {
    same.set(from, (same.get(from) ?? new Set()).add(to));
  };
  for (const { id, sameAs = [] } of rules) {
    for (const other of sameAs) {
      add(id, other);
      add(other, id);
    }
  }
  return same;
}

const keyOf = (code: string, line: number): string => `${code}@${line}`;

/** The one of a list in order of places that covers a place of `finding`: the last that begins before its end. */
function covering(list: readonly Placed[], { start, at }: Placed): Placed | undefined {
  const near = lastNotAbove(list.length, (index) => list[index]?.start ?? 0, start);
  return [list[near], list[near + 1]].find((other) => other && overlaps(other.at, at));
}

/**
 * One finding where rules of several sources say the same of one place: that of the first source in REPORT.md's order,
 * the others named in its `also`. The order of the findings stays. `sameAt` holds the places of those that have theirs
 * elsewhere.
 */
export function mergeSame(
  findings: readonly Finding[],
  rules: readonly Rule[],
  sameAt: ReadonlyMap<Finding, TextRange> = new Map(),
): Finding[] {
  const same = sameCodes(rules);
  const merged = new Map<Finding, Finding>();
  const dropped = new Set<Finding>();
  const firsts = new Map<string, Placed[]>();
  const rank = ({ finding }: Placed): number => ranks.indexOf(finding.source);
  const shared = findings.filter(({ code }) => same.has(code)).map((one) => toPlaced(one, sameAt.get(one)));
  shared.sort((a, b) => rank(a) - rank(b) || a.start - b.start);
  for (const placed of shared) {
    const { finding, line } = placed;
    const { code, source } = finding;
    const lists = [...(same.get(code) ?? [])].map((other) => firsts.get(keyOf(other, line)) ?? []);
    const first = lists.map((list) => covering(list, placed)).find((other) => other !== undefined)?.finding;
    if (!first) {
      const list = firsts.get(keyOf(code, line));
      if (list) list.push(placed);
      else firsts.set(keyOf(code, line), [placed]);
      continue;
    }
    dropped.add(finding);
    const whole = merged.get(first) ?? { ...first, also: [...first.also] };
    if (finding.fix) whole.fix ??= finding.fix;
    if (!whole.also.some((one) => one.code === code)) whole.also.push({ code, source });
    merged.set(first, whole);
  }
  return findings.filter((finding) => !dropped.has(finding)).map((finding) => merged.get(finding) ?? finding);
}
