// `# hadolint ignore=DL3008,DL3009` right above an instruction, `# hadolint stage ignore=…` right above a FROM (for what
// follows it in the stage), `# hadolint global ignore=…` anywhere, `# hadolint shell=…`. A `# reason` may follow.
// https://github.com/hadolint/hadolint#inline-ignores
import type { Comment, Dockerfile } from '../dockerfile/model.ts';
import type { Finding } from './finding.ts';

type Scope = 'instruction' | 'stage' | 'global';

const ignorePattern = /^hadolint\s+(?:(global|stage)\s+)?ignore\s*=\s*(\S.*)$/;
const shellPattern = /^hadolint\s+shell\s*=\s*(\S.*)$/;

/** What an ignore pragma switches off; null for any other comment, and where an item is no rule code. */
export function readIgnorePragma(comment: Comment): { scope: Scope; codes: string[] } | null {
  const match = ignorePattern.exec(comment.text);
  if (!match) return null;
  const [list = ''] = (match[2] ?? '').split('#', 1);
  const codes = list.split(',').map((code) => code.trim());
  if (!codes.every((code) => /^[A-Z]+\d+$/.test(code))) return null;
  const scope = match[1] === 'global' || match[1] === 'stage' ? match[1] : 'instruction';
  return { scope, codes };
}

/** The shell that a `# hadolint shell=…` comment names, with its options; null for any other comment. */
export function readShellPragma(comment: Comment): string[] | null {
  const [shell = ''] = (shellPattern.exec(comment.text)?.[1] ?? '').split('#', 1);
  const words = shell.split(/[\s,[\]"]+/).filter((word) => word !== '');
  return words.length > 0 ? words : null;
}

interface Ignored {
  readonly everywhere: Set<string>;
  /** By the first line of the instruction. */
  readonly byLine: Map<number, Set<string>>;
}

function readPragmas(dockerfile: Dockerfile): Ignored {
  const ignored: Ignored = { everywhere: new Set(), byLine: new Map() };
  const byLine = new Map(dockerfile.instructions.map((instruction) => [instruction.line, instruction]));
  const add = (line: number, codes: readonly string[]): void => {
    ignored.byLine.set(line, new Set([...(ignored.byLine.get(line) ?? []), ...codes]));
  };
  for (const comment of dockerfile.comments) {
    const pragma = readIgnorePragma(comment);
    if (!pragma) continue;
    const below = byLine.get(comment.line + 1);
    if (pragma.scope === 'global') for (const code of pragma.codes) ignored.everywhere.add(code);
    else if (pragma.scope === 'instruction') add(comment.line + 1, pragma.codes);
    else if (below?.keyword === 'FROM') {
      const [, ...rest] = dockerfile.stages[below.stage]?.instructions ?? [];
      for (const instruction of rest) add(instruction.line, pragma.codes);
    }
  }
  return ignored;
}

/** Drops what `# hadolint ignore=…` comments switch off. */
export function applyPragmas(dockerfile: Dockerfile, findings: Finding[]): Finding[] {
  const { everywhere, byLine } = readPragmas(dockerfile);
  return findings.filter(({ code, line = 0 }) => !everywhere.has(code) && !byLine.get(line)?.has(code));
}
