import { spdxExpression } from './spdx-expression.ts';

/** What is known of a package's licence. */
export interface Licence {
  /** Of SPDX; null where nothing was written, or nothing that says which licence it is. */
  readonly expression: string | null;
  /** Several are parted by commas; '' where nothing was written. */
  readonly asWritten: string;
}

/**
 * Common ways to write a licence, in the form that `plain` gives. Names that do not say which version or variant they mean
 * are not among them (BSD, GPL, Apache): PEP 639 forbids to guess at those of Python's classifiers.
 */
const spellings: ReadonlyMap<string, string> = new Map(
  Object.entries({
    MIT: ['mit/expat', 'expat', 'mit-license'],
    'MIT-0': ['mit no attribution'],
    ISC: ['internet systems consortium', 'iscl'],
    'Apache-2.0': [
      ...['apache 2', 'apache 2.0', 'apache-2', 'apache2', 'apache2.0', 'apache software 2.0', 'apache software 2'],
      ...['asl 2.0', 'al 2.0'],
    ],
    'BSD-2-Clause': [
      'bsd 2-clause',
      'bsd 2 clause',
      '2-clause bsd',
      'bsd-2',
      'simplified bsd',
      'bsd 2-clause simplified',
    ],
    'BSD-3-Clause': [
      ...['bsd 3-clause', 'bsd 3 clause', '3-clause bsd', 'bsd-3', 'new bsd', 'modified bsd', 'revised bsd'],
      'bsd 3-clause new or revised',
    ],
    '0BSD': ['bsd zero clause', 'zero-clause bsd'],
    'MPL-1.1': ['mpl 1.1', 'mozilla public 1.1'],
    'MPL-2.0': ['mpl 2.0', 'mozilla public 2.0', 'mpl-2'],
    'GPL-2.0-or-later': ['gplv2+', 'gpl-2+', 'gnu general public 2 or later'],
    'GPL-3.0-or-later': ['gplv3+', 'gpl-3+', 'gnu general public 3 or later'],
    'LGPL-2.1-or-later': ['lgplv2.1+', 'lgpl-2.1+'],
    'LGPL-3.0-or-later': ['lgplv3+', 'lgpl-3+', 'gnu lesser general public 3 or later'],
    'AGPL-3.0-or-later': ['agplv3+', 'gnu affero general public 3 or later'],
    'CC0-1.0': ['cc0', 'cc0 1.0 universal', 'cc0 1.0 universal public domain dedication'],
    'PSF-2.0': ['python software foundation', 'psf', 'psfl', 'psf-2'],
    'BSL-1.0': ['boost software 1.0'],
    'EPL-1.0': ['eclipse public 1.0'],
    'EPL-2.0': ['eclipse public 2.0'],
    'EUPL-1.2': ['european union public 1.2'],
    HPND: ['historical permission notice and disclaimer'],
    NCSA: ['university of illinois/ncsa open source'],
    'OFL-1.1': ['sil open font 1.1'],
    PostgreSQL: [],
    Unlicense: [],
    Zlib: ['zlib/libpng'],
  }).flatMap(([id, names]) => [id.toLowerCase(), ...names].map((name) => [name, id] as const)),
);

const commonWords = new Set(['', 'the', 'license', 'licence', 'version']);

/** Without articles and what all names have in common, `v` before numbers, and a short form in parentheses. */
function plain(written: string): string {
  const name = shown(written)
    .toLowerCase()
    .replaceAll(/\([^()]*\)/g, ' ');
  const words = name.split(/[\s,"'“”]+/).filter((word) => !commonWords.has(word));
  return words.map((word) => word.replace(/^v(?=\d)/, '')).join(' ');
}

/** Longer texts are no names. */
const longestName = 200;

function known(written: string): string | null {
  const expression = spdxExpression(written);
  if (expression || written.length > longestName) return expression;
  return spellings.get(plain(written)) ?? null;
}

/** Of all that was written about one package. Several licences that differ have none: nobody says whether all of them count. */
export function licenceOf(written: readonly string[]): Licence {
  const texts = written.map((text) => text.trim()).filter((text) => text !== '');
  const expressions = new Set(texts.map(known));
  const [only = null] = expressions;
  return { expression: expressions.size === 1 ? only : null, asWritten: texts.map(shown).join(', ') };
}

/** Of several that may be chosen from, as one expression; as they are where that can't be told. */
export function choiceOf(written: readonly string[]): string[] {
  const expressions = [...new Set(written.map(known))];
  if (written.length < 2 || expressions.includes(null)) return [...written];
  return [expressions.map((expression) => (expression?.includes(' ') ? `(${expression})` : expression)).join(' OR ')];
}

/** Of a classifier its last part. */
const shown = (written: string): string =>
  written.startsWith('License :: ') ? written.slice(written.lastIndexOf(' :: ') + 4) : written;
