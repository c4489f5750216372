import { spdxLicenses } from './spdx-licenses.ts';

const tokenLimit = 1_000;

/** An identifier of the list, `+` for later versions, or a license that a document describes. */
function isLicense(token: string): boolean {
  if (/^(?:DocumentRef-[a-z0-9.-]+:)?LicenseRef-[a-z0-9.-]+$/i.test(token)) return true;
  return spdxLicenses.has(token) || (token.endsWith('+') && spdxLicenses.has(token.slice(0, -1)));
}

/**
 * A license expression: identifiers with AND, OR, WITH and parentheses. The exception behind WITH is not looked up.
 * https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/
 */
export function isSpdxExpression(text: string): boolean {
  const tokens = text.match(/[()]|[^\s()]+/g) ?? [];
  let open = 0;
  let before = 'AND';
  for (const token of tokens.slice(0, tokenLimit)) {
    const operandIsNext = before === 'AND' || before === 'OR' || before === '(';
    if (token === '(') open++;
    if (token === ')') open--;
    if (token === '(' || isLicense(token)) {
      if (!operandIsNext) return false;
    } else if (before === 'WITH') {
      if (!/^[a-z0-9.-]+$/i.test(token)) return false;
    } else if (token === 'WITH') {
      if (!isLicense(before)) return false;
    } else if (operandIsNext || open < 0 || ![')', 'AND', 'OR'].includes(token)) return false;
    before = token;
  }
  return open === 0 && tokens.length <= tokenLimit && !['AND', 'OR', 'WITH', '('].includes(before);
}
