// Names of licences in Debian's machine-readable copyright files ("Machine-readable debian/copyright file" 1.0, "License
// specification"): short names, `+` for later versions, `and`, `or`, a comma before either to group, `with … exception`.
import { licenceOf } from './licences.ts';

/** `GPL-2+`, also as GPLv2+; zeros at the end say nothing. */
const family = /^(gpl|lgpl|agpl|gfdl|gfdl-niv)-?v?([1-3])(?:\.([0-3]))?(?:\.0)?(\+?)$/;

/** GFDL-NIV: without invariant sections. */
const families: Readonly<Record<string, { readonly name: string; readonly versions: string }>> = {
  gpl: { name: 'GPL-', versions: '1.0 2.0 3.0' },
  lgpl: { name: 'LGPL-', versions: '2.0 2.1 3.0' },
  agpl: { name: 'AGPL-', versions: '1.0 3.0' },
  gfdl: { name: 'GFDL-', versions: '1.1 1.2 1.3' },
  'gfdl-niv': { name: 'GFDL-', versions: '1.1 1.2 1.3' },
};

/** `Artistic` is Perl's, as its text in Debian's /usr/share/common-licenses shows. */
const names: ReadonlyMap<string, string> = new Map([
  ['artistic', 'Artistic-1.0-Perl'],
  ['artistic-1', 'Artistic-1.0-Perl'],
  ['perl', 'GPL-1.0-or-later OR Artistic-1.0-Perl'],
]);

/** Exceptions whose name says which of SPDX's it is. */
const exceptions: ReadonlyMap<string, string> = new Map([
  ['classpath', 'Classpath-exception-2.0'],
  ['font', 'Font-exception-2.0'],
  ['libtool', 'Libtool-exception'],
  ['linux-syscall-note', 'Linux-syscall-note'],
]);
const excepted = /^(\S+) with (\S+) exception$/;

function idOfFamily(name: string): string | null {
  const [, kind = '', major = '', minor = '0', plus] = family.exec(name) ?? [];
  const of = families[kind];
  const version = `${major}.${minor}`;
  if (!of?.versions.split(' ').includes(version)) return null;
  return `${of.name}${version}${kind === 'gfdl-niv' ? '-no-invariants' : ''}-${plus ? 'or-later' : 'only'}`;
}

/** Zeros at the end may be left out: `BSL-1`. */
const idOfSpdx = (name: string): string | null =>
  licenceOf([name]).expression ?? (/-\d$/.test(name) ? licenceOf([`${name}.0`]).expression : null);

function idOf(name: string): string | null {
  const [, licence = name, exception] = excepted.exec(name) ?? [];
  const id = idOfFamily(licence) ?? names.get(licence) ?? idOfSpdx(licence);
  if (exception === undefined || id === null) return id;
  const known = exceptions.get(exception);
  return known && !id.includes(' ') ? `${id} WITH ${known}` : null;
}

/** Within parentheses where it is of several. */
const grouped = (expression: string): string => (/ (?:AND|OR) /.test(expression) ? `(${expression})` : expression);

export const longestDebianName = 100;

/** What has to be kept to together is told without parentheses within more of it. */
const partsOf = (expression: string, operator: string): string[] =>
  operator === 'AND' && !/ OR |\(/.test(expression) ? expression.split(' AND ') : [expression];

/** A list of them without doubles, those of several in parentheses; null where one is not known. */
function joined(parts: readonly (string | null)[], operator: 'AND' | 'OR'): string | null {
  const known = parts.filter((part) => part !== null);
  if (known.length < parts.length || known.length === 0) return null;
  const all = [...new Set(known.flatMap((part) => partsOf(part, operator)))];
  return all.length === 1 ? (all[0] as string) : all.map(grouped).join(` ${operator} `);
}

const choice = (text: string): string | null =>
  joined(
    text.split(' or ').map((part) => joined(part.split(' and ').map(idOf), 'AND')),
    'OR',
  );

/** An expression of SPDX; null where a name in it says nothing that SPDX has. */
export function debianLicence(written: string): string | null {
  if (written.length > longestDebianName) return null;
  const text = written.toLowerCase().split(/\s+/).join(' ').trim();
  const [operator, other] = text.includes(', and ') ? (['and', 'or'] as const) : (['or', 'and'] as const);
  // Both kinds of commas in one would leave open what belongs together.
  if (text.includes(`, ${other} `)) return null;
  return joined(text.split(`, ${operator} `).map(choice), operator === 'and' ? 'AND' : 'OR');
}

/** That is kept of a licence (`findingLimits`). */
const longestExpression = 500;

/** Of several that all have to be kept to, one expression; as they are written where one is not known. */
export function allOf(written: readonly string[], idOf: (name: string) => string | null): readonly string[] {
  const ids = written.map(idOf);
  const expression = joined(ids, 'AND');
  if (expression !== null && expression.length <= longestExpression) return [expression];
  return [...new Set(written.map((text, index) => ids[index] ?? text))];
}
