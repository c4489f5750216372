// How the lines of the text end, kept as they are written: a text that takes another's place may end them otherwise, and
// undo brings back what there was.
import { invertedEffects } from '@codemirror/commands';
import { Compartment, EditorState, StateEffect, Text, type Extension } from '@codemirror/state';

const separator = new Compartment();
const changed = StateEffect.define<null>();

/** One line end is kept as it is written; of a text with both, what is odd is shown at the ends of lines. */
const lineEndOf = (text: string): string => (text.includes('\r\n') && !/(?:^|[^\r])\n/.test(text) ? '\r\n' : '\n');

const setTo = (lineEnd: string): readonly StateEffect<unknown>[] => [
  changed.of(null),
  separator.reconfigure(EditorState.lineSeparator.of(lineEnd)),
];

export const lineEnds = (text: string): Extension => [
  separator.of(EditorState.lineSeparator.of(lineEndOf(text))),
  invertedEffects.of(({ effects, startState }) =>
    effects.some((effect) => effect.is(changed)) ? setTo(startState.lineBreak) : [],
  ),
];

/** A text that takes the place of all that is there, and the effects that go with it. */
export function textFor({ lineBreak }: EditorState, text: string): [Text, readonly StateEffect<unknown>[]] {
  const lineEnd = lineEndOf(text);
  return [Text.of(text.split(lineEnd)), lineEnd === lineBreak ? [] : setTo(lineEnd)];
}
