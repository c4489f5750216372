import type { Instruction } from '../../dockerfile/model.ts';
import { variableOffsets } from '../../dockerfile/words.ts';
import { pairsOf, type Pair } from '../pairs.ts';
import type { Rule } from '../rule.ts';

const reference = /\$(?:(\w+)|\{(\w+)\})/y;

/** The variables that a pair's value names; `${A:-x}` asks for A and has an answer without it, as in hadolint. */
function namesIn({ raw }: Pair, escape: string): string[] {
  const equals = raw.indexOf('=');
  return variableOffsets(raw, escape).flatMap((at) => {
    reference.lastIndex = at;
    const match = at > equals ? reference.exec(raw) : null;
    return match?.[1] ?? match?.[2] ?? [];
  });
}

/** The first pair that names a variable which another one of the same ENV sets. */
function findUse(env: Instruction, escape: string, known: ReadonlySet<string>): Pair | null {
  const pairs = pairsOf(env);
  const counts = new Map<string, number>();
  for (const { name } of pairs) counts.set(name, (counts.get(name) ?? 0) + 1);
  const isSetBeside = (name: string, user: Pair): boolean =>
    !known.has(name) && (counts.get(name) ?? 0) > (user.name === name ? 1 : 0);
  return pairs.find((pair) => namesIn(pair, escape).some((name) => isSetBeside(name, pair))) ?? null;
}

export const envUsesItself: Rule = {
  id: 'DL3044',
  source: 'hadolint',
  severity: 'error',
  summary: 'ENV uses a variable that it sets itself',
  help: 'All of an ENV sees the variables as they were before it, so the new value is not there yet. Set the variable in an ENV of its own, above this one.',
  noFix: 'Set above, the variable has another value here than now, and which of the two is meant is for you to know.',
  examples: {
    bad: ['ENV HOME_DIR=/srv APP_DIR=$HOME_DIR/app'],
    good: ['ENV HOME_DIR=/srv\nENV APP_DIR=$HOME_DIR/app', 'ENV PATH=/srv/bin:$PATH'],
  },
  check(dockerfile, report) {
    const known = new Set<string>();
    for (const instruction of dockerfile.instructions) {
      const { keyword } = instruction;
      if (keyword !== 'ARG' && keyword !== 'ENV') continue;
      const use = keyword === 'ENV' ? findUse(instruction, dockerfile.escape, known) : null;
      if (use) report(instruction, { at: use.at });
      // Set in any stage above: hadolint lets it pass.
      for (const { name } of pairsOf(instruction)) known.add(name);
    }
  },
};
