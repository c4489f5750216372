import { expect, test } from 'vitest';
import { loadNodeProgram } from '../../src/lint/shellcheck/node-program.ts';
import { shellCheckHandlers } from '../../src/workers/handlers/shellcheck.ts';

const script = '#!/bin/sh\necho $X';

test('answers with ShellCheck’s comments, and says when it begins', async () => {
  const { 'check-script': check } = shellCheckHandlers(loadNodeProgram);
  const told: number[] = [];
  const { output, spent } = await check({ script }, { onProgress: (done) => told.push(done) });
  expect(output).toMatchObject({ kind: 'comments', comments: [{ code: 2086, line: 2, column: 6, severity: 'info' }] });
  expect([told, spent]).toEqual([[0], false]);
});

test('a program that cannot be loaded is said, and tried again with the next script', async () => {
  let tries = 0;
  const { 'check-script': check } = shellCheckHandlers(() => {
    tries++;
    return tries < 3 ? Promise.reject(new TypeError('Failed to fetch')) : loadNodeProgram();
  });
  const context = { onProgress: () => undefined };
  // Each request tries once to be ready, and once more to answer.
  expect(await check({ script }, context)).toEqual({ output: { kind: 'gave-up', reason: 'not-loaded' }, spent: true });
  expect(await check({ script }, context)).toMatchObject({ output: { kind: 'comments' }, spent: false });
});

/** A program whose memory grows over the limit in the first call of one of its imports that is `at`. */
function growing(at: (source: string) => boolean) {
  let left = 1;
  return async (): ReturnType<typeof loadNodeProgram> => {
    const { module, glue } = await loadNodeProgram();
    return {
      module,
      glue: (exports) => {
        const imports = Object.entries(glue(exports)).map(([name, given]) => {
          const call = given as (...args: unknown[]) => unknown;
          const grow = (): unknown => (exports as { memory: WebAssembly.Memory }).memory.grow(3_300);
          const first = (...args: unknown[]): unknown => (left-- > 0 && grow(), call(...args));
          return [name, at(String(given)) ? first : call];
        });
        return Object.fromEntries(imports) as WebAssembly.ModuleImports;
      },
    };
  };
}

test('memory above the limit is an answer, and its worker is spent', async () => {
  const { 'check-script': check } = shellCheckHandlers(growing((source) => source.includes('encodeInto')));
  const context = { onProgress: () => undefined };
  expect(await check({ script }, context)).toEqual({ output: { kind: 'gave-up', reason: 'memory' }, spent: true });
  expect(await check({ script }, context)).toMatchObject({ output: { kind: 'comments' }, spent: false });
});

test('a script that ends above the limit has its answer, and its worker is spent', async () => {
  const { 'check-script': check } = shellCheckHandlers(growing((source) => source.includes('$1.resolve($2)')));
  const context = { onProgress: () => undefined };
  expect(await check({ script }, context)).toMatchObject({ output: { kind: 'comments' }, spent: true });
  expect(await check({ script }, context)).toMatchObject({ output: { kind: 'comments' }, spent: false });
});

test('a trap of the program is an answer, its instance is replaced', async () => {
  let traps = 1;
  const { 'check-script': check } = shellCheckHandlers(async () => {
    const { module, glue } = await loadNodeProgram();
    const trapping: typeof glue = (exports) => {
      const { scheduleWork, ...others } = glue(exports);
      const schedule = scheduleWork as () => void;
      const scheduleOrTrap = (): void => {
        if (traps-- > 0) throw new WebAssembly.RuntimeError('unreachable');
        schedule();
      };
      return { ...others, scheduleWork: scheduleOrTrap };
    };
    return { module, glue: trapping };
  });
  const context = { onProgress: () => undefined };
  expect(await check({ script }, context)).toEqual({ output: { kind: 'gave-up', reason: 'crash' }, spent: true });
  expect(await check({ script }, context)).toMatchObject({ output: { kind: 'comments' }, spent: false });
});
