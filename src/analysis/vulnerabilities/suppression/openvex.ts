// OpenVEX 0.2.0 documents: what a supplier states about flaws in products, and its older form with names and products as
// texts. Read: vulnerability (name, aliases), products (@id, identifiers.purl, subcomponents), status, justification,
// impact_statement, status_notes, timestamps. Products that are no package URL can't be told from each other here.
// https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md
import { encodeText } from '../../../bytes/text.ts';
import { FaultError } from '../../../fault.ts';
import { asArray, asObject, asText, jsonLimits, measureJson, type JsonObject } from '../../../image/json.ts';
import { brokenLine } from './broken-json.ts';
import { itemLines } from './item-lines.ts';
import { ProblemList, quoted } from './problem-list.ts';
import { parsePurl, type PurlPattern } from './purl-pattern.ts';
import {
  suppressionLimits,
  type SuppressedProduct,
  type Suppression,
  type SuppressionList,
  type SuppressionStatus,
} from './suppression.ts';

const statuses: ReadonlySet<string> = new Set(['not_affected', 'affected', 'fixed', 'under_investigation']);
const isStatus = (status: unknown): status is SuppressionStatus => typeof status === 'string' && statuses.has(status);

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every name of the flaw; the older form has one text. */
function idsOf(vulnerability: unknown): string[] {
  const { name, aliases } = asObject(vulnerability);
  const all = [asText(vulnerability), asText(name), ...asArray(aliases).map(asText)];
  return [...new Set(all)].filter((id) => id !== '');
}

function purlOf(component: unknown): PurlPattern | null {
  const { identifiers, '@id': id } = asObject(component);
  return parsePurl(asText(asObject(identifiers).purl)) ?? parsePurl(asText(id)) ?? parsePurl(asText(component));
}

const nameOf = (component: unknown): string => asText(asObject(component)['@id']) || asText(component);

/** A product, or why it can't be used. */
function productOf(product: unknown): SuppressedProduct | string {
  const purl = purlOf(product);
  if (!purl)
    return `the product ${quoted(nameOf(product))} is no package URL (pkg:…), so it can’t be found in an image`;
  const parts = asArray(asObject(product).subcomponents);
  const subcomponents = parts.map(purlOf);
  if (subcomponents.includes(null)) {
    return `a subcomponent of ${quoted(nameOf(product) || purl.name)} is no package URL (pkg:…), so it can’t be found in an image`;
  }
  if (purl.type !== 'oci' && parts.length > 0) {
    return `${quoted(purl.name)} is a package with subcomponents: an image does not say what is part of what; name the subcomponent as product`;
  }
  return { purl, subcomponents: subcomponents as PurlPattern[] };
}

const justifications: Readonly<Record<string, string>> = {
  component_not_present: 'the component is not there',
  vulnerable_code_not_present: 'the vulnerable code is not there',
  vulnerable_code_not_in_execute_path: 'the vulnerable code is never run',
  vulnerable_code_cannot_be_controlled_by_adversary: 'nobody can reach the vulnerable code from outside',
  inline_mitigations_already_exist: 'it is guarded against already',
};

function reasonOf(statement: JsonObject): string {
  const justification = asText(statement.justification);
  const known = Object.hasOwn(justifications, justification) ? justifications[justification] : justification;
  return [known, asText(statement.impact_statement), asText(statement.status_notes)].filter(Boolean).join('; ');
}

interface Place {
  readonly file: string;
  readonly line: number;
  readonly problems: ProblemList;
}

function readStatement(item: unknown, documentTime: string, { file, line, problems }: Place): Suppression | null {
  const refuse = (message: string): null => {
    problems.add(line, message);
    return null;
  };
  if (!isObject(item)) return refuse('a statement has to be an object');
  const statement = asObject(item);
  const ids = idsOf(statement.vulnerability);
  if (ids.length === 0) return refuse('the statement names no vulnerability');
  const { status } = statement;
  const id = quoted(ids[0] as string);
  if (!isStatus(status)) {
    return refuse(`${id} has the status ${quoted(asText(status))}; known are ${[...statuses].join(', ')}`);
  }
  const products = asArray(statement.products).map(productOf);
  for (const product of products) if (typeof product === 'string') problems.add(line, `${id}: ${product}`);
  const usable = products.filter((product) => typeof product !== 'string');
  if (products.length === 0) return refuse(`${id} names no product, so it is about nothing`);
  if (usable.length === 0) return null;
  const reason = reasonOf(statement);
  const needsReason = status === 'not_affected' && reason === '';
  if (needsReason) return refuse(`${id} is called not_affected without a justification or an impact_statement`);
  const stated = asText(statement.last_updated) || asText(statement.timestamp) || documentTime;
  return { ids, products: usable, paths: [], status, reason, expires: null, stated, file, line };
}

const refused = (file: string, detail: string): FaultError =>
  new FaultError({ kind: 'bad-suppressions', fileName: file, detail });

function parsed(text: string, file: string): unknown {
  if (text.length > suppressionLimits.characters) throw refused(file, 'it has more than 20 million characters');
  if (measureJson(encodeText(text)).levels > jsonLimits.levels) throw refused(file, 'it is nested too deeply');
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw refused(file, `it is not JSON from line ${brokenLine(text)} on`);
  }
}

/** Throws a FaultError where the file is no OpenVEX document. */
export function readOpenVex(text: string, file: string): SuppressionList {
  const document = asObject(parsed(text, file));
  if (!Array.isArray(document.statements)) {
    throw refused(file, 'it has no list of “statements”, as OpenVEX documents have');
  }
  const problems = new ProblemList();
  const lines = itemLines(text, 'statements');
  const documentTime = asText(document.last_updated) || asText(document.timestamp);
  const all = asArray(document.statements);
  if (all.length > suppressionLimits.entries) {
    problems.add(lines[suppressionLimits.entries] ?? 1, 'from here on no statement is read: there are too many');
  }
  const suppressions = all.slice(0, suppressionLimits.entries).flatMap((statement, index) => {
    const read = readStatement(statement, documentTime, { file, line: lines[index] ?? 1, problems });
    return read ? [read] : [];
  });
  return { suppressions, problems: problems.all };
}
