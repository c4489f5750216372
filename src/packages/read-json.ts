import { formatCount } from '../bytes/units.ts';
import { FaultError, type Fault } from '../fault.ts';
import { parseJson } from '../image/json.ts';
import type { CatalogedFile } from './cataloger.ts';
import type { Findings } from './findings.ts';

/** The JSON of a file; undefined where it is none, which is told. */
export function readJson({ bytes, path }: CatalogedFile, findings: Findings): unknown {
  try {
    return parseJson(bytes, path, path);
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
    findings.miss(clauseOf(error.fault));
    return undefined;
  }
}

function clauseOf(fault: Fault): string {
  if (fault.kind !== 'limit') return 'is not JSON';
  if (fault.unit === 'levels') return `is nested deeper than ${formatCount(fault.limit)} levels`;
  return `has more than ${formatCount(fault.limit)} values`;
}

/** What stands where a text belongs: itself; null where nothing does, which many files leave out; else it is told. */
export function textOrNull(value: unknown, what: string, findings: Findings): string | null {
  if (typeof value === 'string') return value.trim() || null;
  if (value !== undefined && value !== null) findings.miss(`has something else than text as ${what}`);
  return null;
}
