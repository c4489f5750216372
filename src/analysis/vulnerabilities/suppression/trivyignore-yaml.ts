// `.trivyignore.yaml`: under `vulnerabilities` a list of maps with id, paths, purls, statement and expired_at; its other
// keys are about other findings. https://trivy.dev/docs/latest/configuration/filtering/#trivyignoreyaml
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type YAMLMap } from 'yaml';
import { isNestedTooDeeply } from '../../../bytes/yaml-depth.ts';
import { FaultError } from '../../../fault.ts';
import { beginOfDay } from './day.ts';
import { pathGlob } from './path-glob.ts';
import { ProblemList, quoted } from './problem-list.ts';
import { parsePurl, type PurlPattern } from './purl-pattern.ts';
import { suppressionLimits, type Suppression, type SuppressionList } from './suppression.ts';

/** The library takes its time, and a file of people's own is short. */
const mostCharacters = 1_000_000;

class Refused extends Error {}

const textOf = (node: unknown): string | null => (isScalar(node) ? String(node.value ?? '') : null);

/** The texts of a list; null where it is none, or holds something else. */
function textsOf(node: unknown): string[] | null {
  if (node === undefined || (isScalar(node) && node.value === null)) return [];
  if (!isSeq(node)) return null;
  const texts = node.items.map(textOf);
  return texts.includes(null) ? null : (texts as string[]);
}

/** A day, or a time of one. */
function expiryOf(text: string): string | null {
  const day = beginOfDay(text);
  if (day !== null) return day;
  return /^\d{4}-\d{2}-\d{2}[Tt ]/.test(text) && !Number.isNaN(Date.parse(text)) ? new Date(text).toISOString() : null;
}

/** One entry, or what is wrong with it. */
function readEntry(entry: unknown, file: string, line: number): Suppression | string {
  if (!isMap(entry)) return 'an entry has to be a map with an id';
  const [id, expired] = [textOf(entry.get('id', true)), textOf(entry.get('expired_at', true))];
  if (!id) return 'an entry without an id says nothing';
  const [purls, paths] = [textsOf(entry.get('purls', true)), textsOf(entry.get('paths', true))];
  if (!purls || !paths) return `${quoted(id)}: purls and paths have to be lists of texts`;
  const expires = expired === null || expired === '' ? null : expiryOf(expired);
  if (expired && expires === null) return `${quoted(id)}: ${quoted(expired)} is no day; write it as 2026-12-31`;
  const patterns = purls.map(parsePurl);
  const wrong = patterns.indexOf(null);
  if (wrong >= 0) return `${quoted(id)}: ${quoted(purls[wrong] ?? '')} is no package URL, such as pkg:npm/lodash`;
  const broken = paths.find((path) => pathGlob(path) === null);
  if (broken !== undefined) return `${quoted(id)}: ${quoted(broken)} is no pattern of paths`;
  const products = (patterns as PurlPattern[]).map((purl) => ({ purl, subcomponents: [] }));
  const reason = textOf(entry.get('statement', true)) ?? '';
  return { ids: [id], products, paths, status: 'ignored', reason, expires, stated: '', file, line };
}

function topOf(text: string, lines: LineCounter): YAMLMap | null {
  if (text.length > mostCharacters) throw new Refused('it has more than a million characters');
  if (isNestedTooDeeply(text)) throw new Refused('it is nested too deeply');
  // failsafe: dates and numbers stay the text that they are.
  const document = parseDocument(text, {
    schema: 'failsafe',
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const [error] = document.errors;
  if (error) throw new Refused(`line ${lines.linePos(error.pos[0]).line}: ${error.message.slice(0, 200)}`);
  const { contents } = document;
  if (contents === null || (isScalar(contents) && !contents.value)) return null;
  if (!isMap(contents)) throw new Refused('it has no map at its top, such as “vulnerabilities:”');
  return contents;
}

function listOf(top: YAMLMap | null): readonly unknown[] {
  const list = top?.get('vulnerabilities', true);
  if (list === undefined || (isScalar(list) && !list.value)) return [];
  if (!isSeq(list)) throw new Refused('its “vulnerabilities” are no list');
  return list.items;
}

/** Throws a FaultError where the file is no YAML of this form. */
export function readTrivyIgnoreYaml(text: string, file: string): SuppressionList {
  const lines = new LineCounter();
  const problems = new ProblemList();
  const suppressions: Suppression[] = [];
  try {
    for (const entry of listOf(topOf(text, lines)).slice(0, suppressionLimits.entries)) {
      const { line } = lines.linePos((entry as Node | null)?.range?.[0] ?? 0);
      const read = readEntry(entry, file, line);
      if (typeof read === 'string') problems.add(line, read);
      else suppressions.push(read);
    }
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new FaultError({ kind: 'bad-suppressions', fileName: file, detail: error.message });
  }
  return { suppressions, problems: problems.all };
}
