import { glue as glueAddress, wasm as wasmAddress } from 'virtual:shellcheck';
import type { ShellCheckProgram } from '../lint/shellcheck/instance.ts';

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Some hosts take a file's ending for its transfer encoding, and the browser has unpacked it then. */
function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> | ArrayBuffer {
  if (!isGzip(bytes)) return bytes.buffer;
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
}

async function compile(): Promise<WebAssembly.Module> {
  const response = await fetch(wasmAddress);
  if (!response.ok) throw new Error(`${wasmAddress}: ${response.status}`);
  return WebAssembly.compile(await unpacked(new Uint8Array(await response.arrayBuffer())));
}

/** From the page's own origin. */
export async function loadProgram(): Promise<ShellCheckProgram> {
  const [module, loaded] = await Promise.all([
    compile(),
    import(/* @vite-ignore */ glueAddress) as Promise<{ default: ShellCheckProgram['glue'] }>,
  ]);
  return { module, glue: loaded.default };
}
