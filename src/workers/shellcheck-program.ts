import { collectGarbage } from '../bytes/garbage.ts';
import { loadGlue, wasm as wasmAddress } from 'virtual:shellcheck';
import type { ShellCheckProgram } from '../lint/shellcheck/instance.ts';

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Some hosts take a file's ending for its transfer encoding, and the browser has unpacked it then. */
function unpacked(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const { body } = new Response(bytes);
  if (!body) throw new Error('The program is empty');
  return isGzip(bytes) ? body.pipeThrough(new DecompressionStream('gzip')) : body;
}

/** The policy of the page as one file lets nothing be fetched, not even what stands in the address itself. */
function readDataAddress(address: string): Uint8Array<ArrayBuffer> {
  const letters = atob(address.slice(address.indexOf(',') + 1));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}

async function readProgram(): Promise<Uint8Array<ArrayBuffer>> {
  if (wasmAddress.startsWith('data:')) return readDataAddress(wasmAddress);
  const response = await fetch(wasmAddress);
  if (!response.ok) throw new Error(`${wasmAddress}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function compile(): Promise<WebAssembly.Module> {
  const program = unpacked(await readProgram());
  return WebAssembly.compileStreaming(new Response(program, { headers: { 'content-type': 'application/wasm' } }));
}

/** From the page's own origin, or out of the worker's own text. */
export async function loadProgram(): Promise<ShellCheckProgram> {
  const [module, loaded] = await Promise.all([
    compile(),
    loadGlue() as Promise<{ default: ShellCheckProgram['glue'] }>,
  ]);
  // Its file, and what that was unpacked to.
  collectGarbage();
  return { module, glue: loaded.default };
}
