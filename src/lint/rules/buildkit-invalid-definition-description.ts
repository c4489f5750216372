import type { Comment, Instruction, Span, Stage } from '../../dockerfile/model.ts';
import { pairOperandsOf } from '../build-operands.ts';
import { commentsAbove } from '../comments-above.ts';
import { insertAt, type Fix } from '../fix.ts';
import type { Rule } from '../rule.ts';

interface Definition {
  readonly names: readonly string[];
  readonly at: Span;
}

/** What an ARG or a FROM … AS defines. */
function definitionOf(instruction: Instruction, stage: Stage | undefined): Definition | null {
  const { keyword, words } = instruction;
  if (keyword === 'ARG' && words[0]) {
    return { names: pairOperandsOf(instruction).map(({ key }) => key.text), at: words[0] };
  }
  const isNamed = keyword === 'FROM' && stage?.name && words[2];
  return isNamed ? { names: [stage.name.toLowerCase()], at: words[2] ?? instruction } : null;
}

/** The name at the beginning; null above several lines, of which the last is no beginning, and in an order to hadolint. */
function withName(comments: readonly Comment[], [name = '']: readonly string[], source: string): Fix | null {
  const [comment, ...others] = comments;
  if (!comment || others.length > 0 || /^hadolint\b/.test(comment.text)) return null;
  const start = comment.start + source.slice(comment.start, comment.end).indexOf(comment.text);
  return { title: `Begin with ${name}`, edits: [insertAt(start, `${name} `)] };
}

export const invalidDefinitionDescription: Rule = {
  id: 'InvalidDefinitionDescription',
  source: 'buildkit',
  severity: 'warning',
  off: true,
  summary: 'The comment above an ARG or a named FROM does not describe it',
  help: 'BuildKit shows the comment right above as the description of the argument or the stage, if it begins with its name. Write "# NAME what it is for", or put an empty comment line between.',
  fixes: 'safe',
  noFix: 'Only for a comment of one line; of several it is not known where the description begins.',
  examples: {
    config: { override: { warning: ['InvalidDefinitionDescription'] } },
    bad: ['# which one\nARG VERSION', '# the compiler\nFROM golang:1.24 AS build'],
    good: [
      '# VERSION of the program\nARG VERSION',
      '# build compiles\nFROM golang:1.24 AS build',
      '# a note\n#\nARG VERSION',
    ],
  },
  check(dockerfile, report) {
    for (const [instruction, comments] of commentsAbove(dockerfile)) {
      const definition = definitionOf(instruction, dockerfile.stages[instruction.stage]);
      const [word = ''] = (comments.at(-1)?.text ?? '').split(' ', 1);
      if (!definition || definition.names.includes(word)) continue;
      const example = definition.names.length > 1 ? 'the name of one of its ARGs' : definition.names[0];
      const message = `The comment above does not begin with ${example}`;
      const fix = withName(comments, definition.names, dockerfile.text);
      report(instruction, { at: definition.at, message, fix });
    }
  },
};
