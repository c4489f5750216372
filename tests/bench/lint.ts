// The linter without ShellCheck, evaluated in a worker of the page.
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { lintDockerfile } from '../../src/lint/index.ts';

const warmUps = 100;

/** Milliseconds that each of some runs takes to parse and lint a text, once the code is warm. */
export function timeLint(text: string, runs: number): number[] {
  for (let run = 0; run < warmUps; run++) lintDockerfile(parseDockerfile(text));
  return Array.from({ length: runs }, () => {
    const start = performance.now();
    lintDockerfile(parseDockerfile(text));
    return performance.now() - start;
  });
}
