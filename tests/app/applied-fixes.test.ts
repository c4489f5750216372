import { expect, test } from 'vitest';
import { AppliedFixes } from '../../src/app/applied-fixes.svelte.ts';
import type { FindingFix } from '../../src/lint/finding.ts';

/** Puts a text in the place of a word on a line. */
function fixOf(all: string, line: number, word: string, text: string): FindingFix {
  const at = all.split('\n')[line - 1]!.indexOf(word) + 1;
  return { title: '', edits: [{ line, column: at, endLine: line, endColumn: at + word.length, text }] };
}

const first = 'FROM a\nRUN pip install x==1\nRUN pip install y==2\n';

test('fixes are done together or one by one, and taken back in turn', () => {
  let text = first;
  const fixes = new AppliedFixes(() => text);
  text = fixes.apply([fixOf(text, 2, '1', '1.5')], text)!;
  text = fixes.apply([fixOf(text, 3, '2', '2.5')], text)!;
  expect(text).toBe('FROM a\nRUN pip install x==1.5\nRUN pip install y==2.5\n');
  text = fixes.undo()!;
  expect(text).toBe('FROM a\nRUN pip install x==1.5\nRUN pip install y==2\n');
  text = fixes.undo()!;
  expect(text).toBe(first);
  expect(fixes.undo()).toBeNull();
});

test('what the user wrote since is not lost', () => {
  let text = first;
  const fixes = new AppliedFixes(() => text);
  text = fixes.apply([fixOf(text, 2, '1', '1.5')], text)!;
  text = `${text}USER me\n`;
  expect(fixes.canUndo).toBe(false);
  expect(fixes.undo()).toBeNull();
  text = text.replace('USER me\n', '');
  expect(fixes.undo()).toBe(first);
});

test('a fix goes where its line went, and not to a line that is another one', () => {
  const text = `# mine\n${first}`;
  const fixes = new AppliedFixes(() => text);
  expect(fixes.apply([fixOf(first, 2, '1', '1.5')], first)).toBe(`# mine\n${first.replace('x==1', 'x==1.5')}`);
  const changed = new AppliedFixes(() => first.replace('x==1', 'xx==1'));
  expect(changed.apply([fixOf(first, 2, '1', '1.5')], first)).toBeNull();
});
