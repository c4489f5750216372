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

type Call = (...args: unknown[]) => unknown;

/** A program that does something else in the first call of the import whose source has a text in it. */
function withFirst(text: string, instead: (call: Call, exports: object) => Call) {
  let left = 1;
  return async (): ReturnType<typeof loadNodeProgram> => {
    const { module, glue } = await loadNodeProgram();
    return {
      module,
      glue: (exports) => {
        const imports = Object.entries(glue(exports)).map(([name, given]) => {
          const call = given as Call;
          const first: Call = (...args) => (left-- > 0 ? instead(call, exports) : call)(...args);
          return [name, String(given).includes(text) ? first : call];
        });
        return Object.fromEntries(imports) as WebAssembly.ModuleImports;
      },
    };
  };
}

const growOverLimit = (exports: object): unknown => (exports as { memory: WebAssembly.Memory }).memory.grow(3_300);

test('memory above the limit is an answer, and its worker is spent', async () => {
  const { 'check-script': check } = shellCheckHandlers(
    withFirst(
      'encodeInto',
      (call, exports) =>
        (...args) => (growOverLimit(exports), call(...args)),
    ),
  );
  const context = { onProgress: () => undefined };
  expect(await check({ script }, context)).toEqual({ output: { kind: 'gave-up', reason: 'memory' }, spent: true });
  expect(await check({ script }, context)).toMatchObject({ output: { kind: 'comments' }, spent: false });
});

test('a script that ends above the limit has its answer, and its worker is spent', async () => {
  const { 'check-script': check } = shellCheckHandlers(
    // Once the answer is given, and no collection can look at it any more.
    withFirst('$1.resolve($2)', (call, exports) => (...args) => {
      call(...args);
      queueMicrotask(() => growOverLimit(exports));
    }),
  );
  const context = { onProgress: () => undefined };
  expect(await check({ script }, context)).toMatchObject({ output: { kind: 'comments' }, spent: true });
  expect(await check({ script }, context)).toMatchObject({ output: { kind: 'comments' }, spent: false });
});

test('a trap of the program is an answer, its instance is replaced', async () => {
  const trap = (): never => {
    throw new WebAssembly.RuntimeError('unreachable');
  };
  const { 'check-script': check } = shellCheckHandlers(withFirst('encodeInto', () => trap));
  const context = { onProgress: () => undefined };
  expect(await check({ script }, context)).toEqual({ output: { kind: 'gave-up', reason: 'crash' }, spent: true });
  expect(await check({ script }, context)).toMatchObject({ output: { kind: 'comments' }, spent: false });
});
