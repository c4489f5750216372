import { expect, it } from 'vitest';
import { byReason, linesOfProposal } from '../../../src/views/context/proposed-lines.ts';

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

it('tells a reason once for the lines that stand one after the other', () => {
  const line = (pattern: string, reason: string) => ({ pattern, reason, files: 1, bytes: 1, unsized: 0 });
  const lines = [line('a', 'old'), line('b', 'old'), line('!b/c', 'needed'), line('d', 'old')];
  const told = byReason(lines).map((group) => [group.reason, ...group.lines.map(({ pattern }) => pattern)]);
  expect(told).toEqual([
    ['old', 'a', 'b'],
    ['needed', '!b/c'],
    ['old', 'd'],
  ]);
  expect(byReason([])).toEqual([]);
});
