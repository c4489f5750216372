import { StringStream } from '@codemirror/streamparser';
import type { Parser } from './languages.ts';

/** What of a text has a colour of its own. */
export const tokenKinds = ['comment', 'string', 'number', 'keyword', 'name', 'meta'] as const;
export type TokenKind = (typeof tokenKinds)[number];

export interface Token {
  readonly text: string;
  readonly kind: TokenKind | null;
}

/** The first part of a parser's word for a token: `variableName.definition` is a `variableName`. */
const kinds: Readonly<Record<string, TokenKind>> = {
  comment: 'comment',
  lineComment: 'comment',
  blockComment: 'comment',
  string: 'string',
  'string-2': 'string',
  regexp: 'string',
  quote: 'string',
  link: 'string',
  url: 'string',
  inserted: 'string',
  number: 'number',
  atom: 'number',
  bool: 'number',
  null: 'number',
  literal: 'number',
  unit: 'number',
  color: 'number',
  keyword: 'keyword',
  controlKeyword: 'keyword',
  definitionKeyword: 'keyword',
  modifier: 'keyword',
  operatorKeyword: 'keyword',
  moduleKeyword: 'keyword',
  heading: 'keyword',
  header: 'keyword',
  tag: 'keyword',
  tagName: 'keyword',
  builtin: 'keyword',
  def: 'name',
  property: 'name',
  propertyName: 'name',
  attribute: 'name',
  attributeName: 'name',
  typeName: 'name',
  type: 'name',
  className: 'name',
  labelName: 'name',
  meta: 'meta',
  processingInstruction: 'meta',
  documentMeta: 'meta',
  annotation: 'meta',
  deleted: 'meta',
};

/** The kind of what a parser calls a token. */
export function kindOf(style: string | null): TokenKind | null {
  for (const word of style?.split(' ') ?? []) {
    if (word === 'variableName.definition') return 'name';
    const kind = kinds[word] ?? kinds[word.split('.', 1)[0] as string];
    if (kind) return kind;
  }
  return null;
}

/** A parser that does not go on is asked so often; a token of no length may change its state. */
const attempts = 10;

/** The parser's state as it is now, apart from what comes behind. */
export function copyState(parser: Parser, state: unknown): unknown {
  if (parser.copyState) return parser.copyState(state);
  if (typeof state !== 'object' || state === null) return state;
  return Object.fromEntries(
    Object.entries(state).map(([key, value]) => [
      key,
      Array.isArray(value) ? (value as unknown[]).slice() : (value as unknown),
    ]),
  );
}

const indent = 4;

export const startState = (parser: Parser): unknown => parser.startState?.(indent) ?? true;

/**
 * Characters of a line that are looked at, and blanks in a row: the parsers' expressions backtrack. What took minutes
 * without these bounds (a line of 4,096 tabs as YAML) takes some milliseconds within them.
 */
const mostCharacters = 500;
const manyBlanks = /^\s{129}|\S\s{20}/;

/** One line in tokens; changes the state. What a parser cannot go on with, or is not given, is left without a colour. */
export function tokensOf(parser: Parser, state: unknown, whole: string): Token[] {
  if (whole === '') {
    parser.blankLine?.(state, indent);
    return [];
  }
  const line = whole.slice(0, mostCharacters);
  if (manyBlanks.test(line)) return [{ text: whole, kind: null }];
  const tokens = readTokens(parser, state, line);
  if (whole.length > line.length) add(tokens, whole.slice(line.length), null);
  return tokens;
}

function readTokens(parser: Parser, state: unknown, line: string): Token[] {
  const stream = new StringStream(line, indent, indent);
  const tokens: Token[] = [];
  for (let stuck = 0; !stream.eol() && stuck < attempts;) {
    const start = stream.pos;
    stream.start = start;
    const kind = kindOf(parser.token(stream, state));
    if (stream.pos <= start) stuck++;
    else {
      stuck = 0;
      add(tokens, line.slice(start, stream.pos), kind);
    }
  }
  if (!stream.eol()) add(tokens, line.slice(stream.pos), null);
  return tokens;
}

function add(tokens: Token[], text: string, kind: TokenKind | null): void {
  const last = tokens.at(-1);
  if (last && last.kind === kind) tokens[tokens.length - 1] = { text: last.text + text, kind };
  else tokens.push({ text, kind });
}
