import { Lexer, Parser } from 'yaml';

/** The library recurses into what is nested; no settings file comes near to this. */
const deepestNode = 100;

/** Tells whether a YAML text is nested more deeply than its nodes should be made. Ends at the first place that is. */
export function isNestedTooDeeply(text: string): boolean {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) void token;
    if (parser.stack.length > deepestNode) return true;
  }
  return false;
}
