import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { directoryAt } from '../../src/dockerfile/places.ts';

/** The directory at each RUN. */
const directories = (text: string): (string | null)[] => {
  const dockerfile = parseDockerfile(text);
  return dockerfile.instructions.filter(({ keyword }) => keyword === 'RUN').map((run) => directoryAt(dockerfile, run));
};

describe('the working directory', () => {
  it.each([
    ['is / at first', 'FROM a:1\nRUN x', ['/']],
    ['changes with each WORKDIR', 'FROM a:1\nRUN x\nWORKDIR /a\nRUN x\nWORKDIR b/../c\nRUN x', ['/', '/a', '/a/c']],
    ['is that of the stage below', 'FROM a:1 AS x\nWORKDIR /a\nFROM x\nRUN x\nWORKDIR b\nRUN x', ['/a', '/a/b']],
    ['is not that of another stage', 'FROM a:1\nWORKDIR /a\nFROM b:1\nRUN x', ['/']],
    ['is unknown behind a variable', 'FROM a:1\nWORKDIR $HOME\nRUN x\nWORKDIR b\nRUN x', [null, null]],
    ['is unknown where it is longer than paths are', `FROM a:1\nWORKDIR /${'a'.repeat(5_000)}\nRUN x`, [null]],
    ['is unknown before the first stage', 'RUN x', [null]],
  ])('%s', (_, text, expected) => {
    expect(directories(text)).toEqual(expected);
  });

  it('is found in a file of many WORKDIRs in no time', () => {
    const text = `FROM a:1\n${'WORKDIR aa\nRUN x\n'.repeat(9_000)}`;
    const start = performance.now();
    expect(directories(text)).toHaveLength(9_000);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
