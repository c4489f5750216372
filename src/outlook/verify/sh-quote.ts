/**
 * Text as one word of a POSIX shell (2.2.2, single quotes): nothing in it is expanded. NUL cannot stand in a word and is
 * left out.
 */
export function shQuote(text: string): string {
  return `'${text.replaceAll('\0', '').replaceAll("'", `'\\''`)}'`;
}

/**
 * A here-document that writes a text as it is (2.7.4: a quoted delimiter, nothing is expanded). Its delimiter stands
 * nowhere in the text, so that no line of it can end it.
 */
export function shHeredoc(command: string, text: string): string {
  const clean = text.replaceAll('\0', '');
  let delimiter = 'END_OF_TEXT';
  for (let at = 2; clean.includes(delimiter); at++) delimiter = `END_OF_TEXT_${at}`;
  return `${command} <<'${delimiter}'\n${clean}${clean === '' || clean.endsWith('\n') ? '' : '\n'}${delimiter}`;
}
