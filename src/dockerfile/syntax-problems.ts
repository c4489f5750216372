import type { Dockerfile, Instruction, SyntaxProblem } from './model.ts';

export const keywords = [
  'ADD', 'ARG', 'CMD', 'COPY', 'ENTRYPOINT', 'ENV', 'EXPOSE', 'FROM', 'HEALTHCHECK', 'LABEL', 'MAINTAINER', 'ONBUILD',
  'RUN', 'SHELL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR',
] as const; // prettier-ignore

const knownKeywords: ReadonlySet<string> = new Set(keywords);

/** Flags that BuildKit knows, by instruction; any other flag is a syntax error. */
const knownFlags: Readonly<Record<string, readonly string[]>> = {
  FROM: ['platform'],
  RUN: ['mount', 'network', 'security', 'device'],
  COPY: ['from', 'chown', 'chmod', 'link', 'parents', 'exclude'],
  ADD: ['keep-git-dir', 'checksum', 'chown', 'chmod', 'link', 'unpack', 'exclude'],
  HEALTHCHECK: ['interval', 'timeout', 'start-period', 'start-interval', 'retries'],
};

function checkArguments(instruction: Instruction): string | null {
  const { keyword, words, heredocs } = instruction;
  if (!knownKeywords.has(keyword)) return `unknown instruction ${keyword}; expected one of ${keywords.join(', ')}`;
  const flag = instruction.flags.find((given) => !(knownFlags[keyword] ?? []).includes(given.name));
  if (flag) return `unknown flag --${flag.name} for ${keyword}`;
  if (words.length === 0 && heredocs.length === 0 && keyword !== 'CMD' && keyword !== 'ENTRYPOINT') {
    return `${keyword} needs an argument`;
  }
  if ((keyword === 'COPY' || keyword === 'ADD') && (instruction.json ?? words).length < 2) {
    return `${keyword} needs a source and a destination`;
  }
  if (keyword === 'FROM' && words.length !== 1 && !(words.length === 3 && words[1]?.value.toUpperCase() === 'AS')) {
    return 'FROM takes one image, or image AS name';
  }
  if (keyword === 'SHELL' && !instruction.json) return 'SHELL needs a JSON array: SHELL ["/bin/bash", "-c"]';
  if (keyword === 'ENV' && words.length === 1 && !words[0]?.raw.includes('=')) return 'ENV needs a value: ENV NAME=value';
  return null;
}

/** What BuildKit would refuse, in order of the file. */
export function findSyntaxProblems(dockerfile: Omit<Dockerfile, 'problems'>): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  for (const instruction of dockerfile.instructions) {
    const message = checkArguments(instruction);
    if (message) problems.push({ message, start: instruction.start, end: instruction.keywordSpan.end });
    else if (instruction.stage < 0 && instruction.keyword !== 'ARG') {
      problems.push({
        message: `${instruction.keyword} stands before the first FROM; only ARG may`,
        start: instruction.start,
        end: instruction.keywordSpan.end,
      });
    }
  }
  if (dockerfile.stages.length === 0) {
    problems.push({ message: 'no FROM: a Dockerfile names the image it starts from', start: 0, end: 0 });
  }
  return problems;
}
