import { StreamLanguage, type StreamParser } from '@codemirror/language';
import { tags } from '@lezer/highlight';
import { dockerfile } from '../../../content/highlight/dockerfile.ts';
import { kindOf } from '../../../content/highlight/tokens.ts';

/** The colours of the file viewer: a token is one of the same six kinds. */
export const dockerfileLanguage = StreamLanguage.define({
  ...(dockerfile as StreamParser<unknown>),
  token: (stream, state) => kindOf(dockerfile.token(stream as never, state as never)),
  tokenTable: { name: tags.name },
  languageData: { commentTokens: { line: '#' }, closeBrackets: { brackets: ['(', '[', '{', "'", '"'] } },
});
