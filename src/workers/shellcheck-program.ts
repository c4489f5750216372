import { glue as glueAddress, wasm as wasmAddress } from 'virtual:shellcheck';
import type { ShellCheckProgram } from '../lint/shellcheck/instance.ts';

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Some hosts take a file's ending for its transfer encoding, and the browser has unpacked it then. */
function unpacked(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const { body } = new Response(bytes);
  if (!body) throw new Error('The program is empty');
  return isGzip(bytes) ? body.pipeThrough(new DecompressionStream('gzip')) : body;
}

async function compile(): Promise<WebAssembly.Module> {
  const response = await fetch(wasmAddress);
  if (!response.ok) throw new Error(`${wasmAddress}: ${response.status}`);
  const program = unpacked(new Uint8Array(await response.arrayBuffer()));
  return WebAssembly.compileStreaming(new Response(program, { headers: { 'content-type': 'application/wasm' } }));
}

/** From the page's own origin. */
export async function loadProgram(): Promise<ShellCheckProgram> {
  const [module, loaded] = await Promise.all([
    compile(),
    import(/* @vite-ignore */ glueAddress) as Promise<{ default: ShellCheckProgram['glue'] }>,
  ]);
  return { module, glue: loaded.default };
}
