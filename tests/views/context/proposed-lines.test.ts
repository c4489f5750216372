import { expect, it } from 'vitest';
import { linesOfProposal } from '../../../src/views/context/proposed-lines.ts';

const marked = (text: string, own: string | null): string[] =>
  linesOfProposal(text, own).map((line) => `${line.own ? ' ' : '+'}${line.text}`);

it('tells the user’s own lines from those that are added', () => {
  expect(marked('# ours\n.git\n\n# The history.\n*.log\n', '# ours\n.git\n')).toEqual([
    ' # ours',
    ' .git',
    ' ',
    '+# The history.',
    '+*.log',
  ]);
});

it('has a line of the user as often as their file has it', () => {
  expect(marked('a\na\n', 'a')).toEqual([' a', '+a']);
});

it('takes all lines as added where there is no file', () => {
  expect(marked('a\r\nb', null)).toEqual(['+a', '+b']);
});
