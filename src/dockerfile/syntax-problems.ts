// What BuildKit would refuse, by instruction; the words are ours and name what was expected.
import { heredocMarker } from './heredocs.ts';
import { keywords, knownKeywords } from './keywords.ts';
import { knownFlags } from './known-flags.ts';
import type { Dockerfile, Instruction, SyntaxProblem } from './model.ts';
import { likeliestName, nearestName } from './nearest-name.ts';
import { findRefusedWord } from './refused-words.ts';

type Check = (instruction: Instruction) => string | null;

const repeatable: ReadonlySet<string> = new Set(['mount', 'device', 'exclude']);

function checkFlags({ keyword, flags, words }: Instruction): string | null {
  const { value = [], flag: plain = [] } = knownFlags[keyword] ?? {};
  const seen = new Set<string>();
  // HEALTHCHECK NONE does not look at its flags.
  if (keyword === 'HEALTHCHECK' && words[0]?.value.toUpperCase() === 'NONE') return null;
  for (const flag of flags) {
    const all = [...value, ...plain];
    if (!all.includes(flag.name)) {
      return `unknown flag --${flag.name}; ${all.length ? `${keyword} takes --${all.join(', --')}` : `${keyword} takes none`}`;
    }
    if (seen.has(flag.name) && !repeatable.has(flag.name)) return `--${flag.name} is given twice; expected once`;
    seen.add(flag.name);
    if (flag.value === null && value.includes(flag.name)) return `--${flag.name} needs a value: --${flag.name}=…`;
    if (plain.includes(flag.name) && !/^(true|false)$/i.test(flag.value ?? 'true')) {
      return `--${flag.name} takes true or false`;
    }
  }
  return null;
}

/** BuildKit takes a JSON array with anything but strings as an error, not as shell form. */
function checkJson({ keyword, words, json }: Instruction): string | null {
  if (json || keyword === 'ONBUILD' || !words[0]?.raw.startsWith('[')) return null;
  const raw = words.map((word) => word.raw).join(' ');
  try {
    return Array.isArray(JSON.parse(raw)) ? 'a JSON array here holds strings only: ["a", "b"]' : null;
  } catch {
    return null;
  }
}

const needsArgument: Check = ({ keyword, words, json, heredocs }) =>
  (json ?? words).length === 0 && heredocs.length === 0 ? `${keyword} needs an argument` : null;

const checkCopy: Check = (instruction) => {
  const parts = instruction.json ?? instruction.words;
  if (parts.length < 2) return `${instruction.keyword} needs a source and a destination`;
  if (!instruction.json && heredocMarker(parts.at(-1)?.raw ?? '')) {
    return `${instruction.keyword} cannot write to a here-document; expected a destination behind it`;
  }
  return checkJson(instruction);
};

const checkPairs: Check = (instruction) => {
  const { keyword, words } = instruction;
  const bare = words.find((word) => !word.raw.includes('='));
  if (words[0]?.raw.includes('=') && bare) return `expected name=value, found ${bare.raw}`;
  if (words.length === 1 && bare) return `${keyword} needs a value: ${keyword} ${bare.raw}=value`;
  if (words.some((word) => word.raw.startsWith('='))) return `expected a name before =`;
  return needsArgument(instruction);
};

const checkFrom: Check = ({ words }) => {
  const named = words.length === 3 && words[1]?.raw.toUpperCase() === 'AS';
  if (words.length !== 1 && !named) return 'FROM takes one image, or image AS name';
  const name = words[2]?.raw ?? 'a';
  return /^[a-z][a-z0-9-_.]*$/i.test(name)
    ? null
    : `a stage name starts with a letter, and holds letters, digits, - _ and .`;
};

const portPattern = /^\d+(-\d+)?(\/(tcp|udp|sctp))?$/i;

const checkExpose: Check = (instruction) => {
  const odd = instruction.words.find(
    ({ value }) => !value.includes('$') && !portPattern.test(value.slice(value.lastIndexOf(':') + 1)),
  );
  return odd ? `expected a port such as 80, 80/udp or 8000-8010, found ${odd.raw}` : needsArgument(instruction);
};

const checkHealth: Check = (instruction) => {
  const { words, json } = instruction;
  const kind = words[0]?.value.toUpperCase();
  if (kind === 'NONE') return words.length > 1 ? 'HEALTHCHECK NONE takes no arguments' : null;
  if (kind !== 'CMD') return 'HEALTHCHECK takes CMD and a command, or NONE';
  return words.length < 2 || json?.length === 0 ? 'HEALTHCHECK CMD needs a command' : null;
};

const checkTrigger: Check = (instruction) => {
  const inner = instruction.trigger;
  if (inner && ['ONBUILD', 'FROM', 'MAINTAINER'].includes(inner.keyword)) {
    return `ONBUILD cannot register ${inner.keyword}`;
  }
  return inner && !knownKeywords.has(inner.keyword) ? unknownInstruction(inner.keyword) : needsArgument(instruction);
};

const checks: Readonly<Record<string, Check>> = {
  ADD: checkCopy,
  ARG: (instruction) =>
    instruction.words.some((word) => word.raw.startsWith('='))
      ? 'expected a name before ='
      : needsArgument(instruction),
  CMD: checkJson,
  COPY: checkCopy,
  ENTRYPOINT: checkJson,
  ENV: checkPairs,
  EXPOSE: checkExpose,
  FROM: checkFrom,
  HEALTHCHECK: checkHealth,
  LABEL: checkPairs,
  ONBUILD: checkTrigger,
  RUN: (instruction) => checkJson(instruction) ?? needsArgument(instruction),
  SHELL: ({ json }) => (json?.length ? null : 'SHELL needs a JSON array: SHELL ["/bin/bash", "-c"]'),
  VOLUME: (instruction) => checkJson(instruction) ?? needsArgument(instruction),
};

function unknownInstruction(word: string): string {
  const nearest = nearestName(word.toUpperCase(), keywords);
  const hint = nearest === null ? `expected one of ${keywords.join(', ')}` : `did you mean ${nearest}?`;
  return `unknown instruction ${word}; ${hint}`;
}

/** The keyword that is none, here or behind ONBUILD, and what is nearest where two letters may have changed places. */
function misspeltIn({ keyword, keywordSpan, trigger }: Instruction): SyntaxProblem['misspelt'] {
  if (keyword === 'ONBUILD' && trigger) return misspeltIn(trigger);
  const meant = knownKeywords.has(keyword) ? null : likeliestName(keyword.toUpperCase(), keywords);
  return meant === null ? undefined : { start: keywordSpan.start, end: keywordSpan.end, meant };
}

function problemOf(instruction: Instruction, hasFrom: boolean): string | null {
  const { keyword, stage, heredocs } = instruction;
  if (!knownKeywords.has(keyword)) return unknownInstruction(keyword);
  const found = (checks[keyword] ?? needsArgument)(instruction) ?? checkFlags(instruction);
  if (found) return found;
  const open = heredocs.find((heredoc) => !heredoc.closed);
  if (open) return `the here-document is not closed; expected a line ${open.name}`;
  return hasFrom && stage < 0 && keyword !== 'ARG' ? `${keyword} stands before the first FROM; only ARG may` : null;
}

/** What BuildKit would refuse, in order of the file: one problem per instruction. */
export function findSyntaxProblems(dockerfile: Omit<Dockerfile, 'problems'>): SyntaxProblem[] {
  const { text, escape } = dockerfile;
  if (/\r[^\n]/.test(text) && !text.includes('\n')) {
    const message = 'the lines end with CR alone, so all of it is one line to the builder; expected LF, or CR LF';
    return [{ message, start: 0, end: Math.max(0, text.indexOf('\r')) }];
  }
  const problems: SyntaxProblem[] = [];
  const hasFrom = dockerfile.stages.length > 0;
  for (const instruction of dockerfile.instructions) {
    const message = problemOf(instruction, hasFrom);
    const refused = message === null ? findRefusedWord(instruction, escape) : null;
    const misspelt = misspeltIn(instruction);
    if (message)
      problems.push({
        message,
        start: instruction.start,
        end: instruction.keywordSpan.end,
        ...(misspelt && { misspelt }),
      });
    else if (refused) problems.push(refused);
  }
  if (!hasFrom) {
    problems.push({ message: 'no FROM: a Dockerfile names the image it starts from', start: 0, end: 0 });
  }
  return problems;
}
