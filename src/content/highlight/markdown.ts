import type { StreamParser } from '@codemirror/streamparser';

interface State {
  /** The characters that end the code block which is open; null outside of one. */
  fence: string | null;
}

/** CommonMark's headings, fences, quotes, code, emphasis and links, as far as one line tells. */
export const markdown: StreamParser<State> = {
  name: 'markdown',
  startState: () => ({ fence: null }),
  token(stream, state) {
    if (stream.sol()) {
      const fence = stream.match(/^ {0,3}(`{3,}|~{3,})/) as RegExpMatchArray | null;
      if (fence && (state.fence === null || fence[1]!.startsWith(state.fence))) {
        state.fence = state.fence === null ? fence[1]! : null;
        stream.skipToEnd();
        return 'meta';
      }
      if (state.fence === null) {
        if (stream.match(/^ {0,3}#{1,6}(?:\s|$)/)) return (stream.skipToEnd(), 'heading');
        if (stream.match(/^\s*(?:>|[-*+](?=\s)|\d{1,9}[.)](?=\s))/)) return 'meta';
      }
    }
    if (state.fence !== null) return (stream.skipToEnd(), 'string');
    if (stream.match(/^`[^`]*`/)) return 'string';
    if (stream.match(/^\*\*[^*]+\*\*/) || stream.match(/^__[^_]+__/)) return 'keyword';
    if (stream.match(/^!?\[[^\][]*\]\([^()\s]*\)/) || stream.match(/^https?:\/\/[^\s)>]+/)) return 'link';
    stream.next();
    stream.eatWhile(/[^`*_![h]/);
    return null;
  },
};
