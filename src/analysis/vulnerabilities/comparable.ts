import { familyOf } from './osv-ecosystems.ts';

/** What a version has to look like to be held against a range; the orders themselves put any two texts in some order. */
const forms: Readonly<Record<string, RegExp>> = {
  // A number, and more numbers; then what a prerelease or a build is called.
  Go: /^v?\d+(?:\.\d+){0,3}(?:[-+][0-9A-Za-z.+-]*)?$/,
  npm: /^[v=]?\d+(?:\.\d+){0,3}(?:[-+][0-9A-Za-z.+-]*)?$/,
  'crates.io': /^\d+(?:\.\d+){0,2}(?:[-+][0-9A-Za-z.+-]*)?$/,
  // PEP 440, with the spellings that it lets pass.
  PyPI: /^v?(?:\d+!)?\d+(?:\.\d+)*(?:[-_.]?(?:a|b|c|rc|alpha|beta|pre|preview)[-_.]?\d*)?(?:-\d+|[-_.]?(?:post|rev|r)[-_.]?\d*)?(?:[-_.]?dev[-_.]?\d*)?(?:\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?$/i,
  RubyGems: /^\d+(?:\.[0-9A-Za-z]+)*(?:-[0-9A-Za-z]+(?:\.[0-9A-Za-z]+)*)?$/,
  NuGet: /^\d+(?:\.\d+){0,3}(?:[-+][0-9A-Za-z.+-]*)?$/,
  // `dev-main` is a branch.
  Packagist: /^v?\d+(?:\.(?:\d+|x-dev))*(?:[-_.+]?[0-9A-Za-z.+-]*)?$/,
  Maven: /^(?!.*[${}\s])[0-9A-Za-z].*$/,
};

/** Of distributions: a digit somewhere, no blanks. */
const other = /^[0-9A-Za-z][^\s]*$/;

export function isComparable(ecosystem: string, version: string): boolean {
  if (version.length > 256) return false;
  return (forms[familyOf(ecosystem)] ?? other).test(version) && /\d/.test(version);
}
