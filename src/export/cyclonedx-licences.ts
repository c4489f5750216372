import { visibleText } from '../bytes/text.ts';
import { licenceOf } from '../packages/licences.ts';
import { spdxExpression } from '../packages/spdx-expression.ts';
import { spdxIds } from '../packages/spdx-ids.ts';

type Choice = { license: { id: string } | { name: string } } | { expression: string };

const isId = (expression: string): boolean => spdxIds.get(expression.toLowerCase()) === expression;

/** A licence by its id, else by the name that was written. */
function licenceChoice(written: string): Choice {
  const expression = spdxExpression(written);
  if (expression && isId(expression)) return { license: { id: expression } };
  return { license: { name: visibleText(written) } };
}

/** One expression, or a list of licences; undefined where nothing was written. */
export function cyclonedxLicences(written: readonly string[]): readonly Choice[] | undefined {
  const texts = [...new Set(written.map((text) => text.trim()).filter((text) => text !== ''))];
  if (texts.length === 0) return undefined;
  const { expression } = licenceOf(texts);
  if (expression !== null) return isId(expression) ? [{ license: { id: expression } }] : [{ expression }];
  return texts.map(licenceChoice);
}
