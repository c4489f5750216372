// Dockerfiles with the shell in their RUNs and heredocs. CodeMirror has a mode without either.
import { shell } from '@codemirror/legacy-modes/mode/shell';
import type { StreamParser, StringStream } from '@codemirror/streamparser';
import { heredocKeywords, jsonKeywords, knownKeywords } from '../../dockerfile/keywords.ts';

interface Body {
  readonly name: string;
  readonly stripsTabs: boolean;
  readonly isScript: boolean;
}

interface State {
  /** In capitals; '' between two instructions. */
  keyword: string;
  /** Where in the instruction the line is. */
  part: 'flags' | 'words' | 'script' | 'json';
  /** The line ends with the escape character: the next one goes on with it. */
  continues: boolean;
  escape: string;
  /** Nothing but directives stands above. */
  isTop: boolean;
  /** Bodies that follow when the instruction has ended. */
  bodies: Body[];
  isInBody: boolean;
  shell: unknown;
}

const shells: ReadonlySet<string> = new Set(['RUN', 'CMD', 'ENTRYPOINT']);
const mostBodies = 20;

const freshShell = (): unknown => shell.startState?.(4) ?? true;

const start = (): State => ({
  keyword: '',
  part: 'flags',
  continues: false,
  escape: '\\',
  isTop: true,
  bodies: [],
  isInBody: false,
  shell: freshShell(),
});

function bodiesOf(line: string, isScript: boolean): Body[] {
  const found = [...line.matchAll(/(?<!<)<<(-?)(["']?)([A-Za-z_][\w.-]*)\2/g)].slice(0, mostBodies);
  return found.map(([, dash, , name = '']) => ({ name, stripsTabs: dash === '-', isScript }));
}

function endInstruction(state: State): void {
  state.keyword = '';
  state.part = 'flags';
  state.shell = freshShell();
  state.isInBody = state.bodies.length > 0;
}

/** A line of a heredoc: of a RUN's it is shell, unless its first line names another program. */
function bodyToken(stream: StringStream, state: State): string | null {
  const [body] = state.bodies;
  if (!body) return null;
  if (stream.sol()) {
    const line = body.stripsTabs ? stream.string.replace(/^\t+/, '') : stream.string;
    if (line === body.name) {
      state.bodies = state.bodies.slice(1);
      state.isInBody = state.bodies.length > 0;
      state.shell = freshShell();
      stream.skipToEnd();
      return 'meta';
    }
  }
  if (body.isScript) return shell.token(stream, state.shell as never);
  stream.skipToEnd();
  return 'string';
}

function directiveToken(stream: StringStream, state: State): string {
  const directive = /^\s*#\s*([a-z]+)\s*=\s*(\S+)/i.exec(stream.string);
  const known = state.isTop && directive !== null && /^(?:syntax|escape|check)$/i.test(directive[1]!);
  if (known && directive[1]!.toLowerCase() === 'escape' && directive[2] === '`') state.escape = '`';
  if (!known) state.isTop = false;
  stream.skipToEnd();
  return known ? 'meta' : 'comment';
}

function keywordToken(stream: StringStream, state: State): string | null {
  if (!stream.match(/^[A-Za-z]+/)) {
    stream.skipToEnd();
    return null;
  }
  state.isTop = false;
  const keyword = stream.current().trim().toUpperCase();
  if (!knownKeywords.has(keyword)) return (stream.skipToEnd(), null);
  // What ONBUILD registers is an instruction again.
  if (keyword !== 'ONBUILD') state.keyword = keyword;
  if (heredocKeywords.has(keyword)) state.bodies = bodiesOf(stream.string, keyword === 'RUN');
  return 'keyword';
}

function beginArguments(stream: StringStream, state: State): void {
  const isJson = jsonKeywords.has(state.keyword) && stream.peek() === '[';
  if (isJson) state.part = 'json';
  else state.part = shells.has(state.keyword) ? 'script' : 'words';
}

const variable = /^\$(?:\{[^}\s]*\}?|\w+)/;

function wordToken(stream: StringStream, state: State): string | null {
  if (stream.match(variable)) return 'variableName.definition';
  if (stream.match(/^"(?:[^"\\$]|\\.)*"?/) || stream.match(/^'[^']*'?/)) return 'string';
  if (state.keyword === 'FROM' && stream.match(/^AS(?=\s)/i)) return 'keyword';
  if (state.keyword === 'HEALTHCHECK' && stream.match(/^(?:CMD|NONE)(?=\s|$)/i)) {
    state.part = 'flags';
    if (/cmd/i.test(stream.current())) state.keyword = 'CMD';
    return 'keyword';
  }
  if (stream.match(/^[\w.-]+(?==)/)) return 'def';
  if (stream.match(/^\d+(?=[\s/-]|$)/)) return 'number';
  stream.next();
  stream.eatWhile(/[^\s$"'=]/);
  return null;
}

function jsonToken(stream: StringStream): string | null {
  if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return 'string';
  stream.next();
  return null;
}

/** The shell's own parser would look for the body of a heredoc right behind, within the line. */
function scriptToken(stream: StringStream, state: State): string | null {
  const isMarker = state.bodies.length > 0 && stream.match(/^<<-?(["']?)[A-Za-z_][\w.-]*\1/);
  return isMarker ? 'meta' : shell.token(stream, state.shell as never);
}

function argumentToken(stream: StringStream, state: State): string | null {
  if (state.continues && stream.string.slice(stream.pos).trim() === state.escape) {
    stream.skipToEnd();
    return 'meta';
  }
  if (state.part === 'script') return scriptToken(stream, state);
  if (stream.eatSpace()) return null;
  if (state.part === 'flags') {
    if (stream.match(/^--[\w-]+/)) {
      stream.eatWhile(/\S/);
      return 'attribute';
    }
    beginArguments(stream, state);
    return argumentToken(stream, state);
  }
  return state.part === 'json' ? jsonToken(stream) : wordToken(stream, state);
}

function beginLine(stream: StringStream, state: State): void {
  if (state.keyword !== '' && !state.continues) endInstruction(state);
  const line = stream.string.trimEnd();
  const isComment = line.trimStart().startsWith('#');
  // A comment among the lines of an instruction does not end it.
  if (!isComment || state.keyword === '') state.continues = !isComment && line.endsWith(state.escape);
}

export const dockerfile: StreamParser<State> = {
  name: 'dockerfile',
  startState: start,
  copyState: (state) => ({
    ...state,
    shell: { tokens: [...((state.shell as { tokens?: unknown[] }).tokens ?? [])] },
  }),
  blankLine(state) {
    if (state.keyword !== '' && !state.continues) endInstruction(state);
  },
  token(stream, state) {
    if (stream.sol() && !state.isInBody) beginLine(stream, state);
    if (state.isInBody) return bodyToken(stream, state);
    const isComment = stream.sol() && /^\s*#/.test(stream.string);
    if (isComment) return directiveToken(stream, state);
    if (state.keyword !== '') return argumentToken(stream, state);
    return stream.eatSpace() ? null : keywordToken(stream, state);
  },
};
