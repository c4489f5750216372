// Starts the real ShellCheck, compiled to WebAssembly by GHC's backend, and asks it. The loader that the package
// brings leaves `_initialize` out, and its instances crash after 8 to 26 scripts; this one does not.
// https://downloads.haskell.org/ghc/latest/docs/users_guide/wasm.html
import { WASI } from '@bjorn3/browser_wasi_shim';
import { limits, type GaveUpReason } from './shellcheck.ts';

/** The two files that the program consists of: shellcheck.wasm, compiled, and what shellcheck.js exports. */
export interface ShellCheckProgram {
  readonly module: WebAssembly.Module;
  readonly glue: (exports: object) => WebAssembly.ModuleImports;
}

/** The program did not come to an end; its instance is of no more use. */
export class GaveUp extends Error {
  constructor(readonly reason: GaveUpReason) {
    super(`ShellCheck gave up: ${reason}`);
  }
}

interface Exports {
  readonly memory: WebAssembly.Memory;
  hs_init(argc: number, argv: number): void;
  _initialize(): void;
  rts_schedulerLoop(): void;
  lintWithOptions(script: string, options: string): Promise<string>;
}

/** What the program calls back. */
interface Hooks {
  atCollection(): void;
  onTrap(): void;
}

export class ShellCheckInstance {
  readonly #exports: Exports;
  #deadline = Infinity;
  #fail: (error: GaveUp) => void = () => undefined;

  private constructor(exports: Exports, hooks: Hooks) {
    this.#exports = exports;
    hooks.atCollection = () => {
      const reason = this.#overLimit();
      if (reason) throw new GaveUp(reason);
    };
    hooks.onTrap = () => this.#fail(new GaveUp(this.#overLimit() ?? 'crash'));
  }

  static async start({ module, glue }: ShellCheckProgram): Promise<ShellCheckInstance> {
    const hooks: Hooks = { atCollection: () => undefined, onTrap: () => undefined };
    const wasi = new WASI([], [], [], { debug: false });
    // Haskell's runtime asks for the time at every garbage collection, hundreds of times in the shortest script: the
    // moment to stop what has run for too long. Nothing else interrupts WebAssembly in its own thread.
    const clock = wasi.wasiImport['clock_time_get'];
    const wasiImport = {
      ...(wasi.wasiImport as WebAssembly.ModuleImports),
      clock_time_get: (...args: unknown[]) => (hooks.atCollection(), clock?.(...args)),
    };
    const bound: Record<string, unknown> = {};
    const imports = { wasi_snapshot_preview1: wasiImport, ghc_wasm_jsffi: glue(bound) };
    const exports = (await WebAssembly.instantiate(module, imports)).exports as unknown as Exports;
    Object.assign(bound, exports, {
      // The glue calls this from a timer, where nobody would see it fail.
      rts_schedulerLoop() {
        try {
          exports.rts_schedulerLoop();
        } catch {
          hooks.onTrap();
        }
      },
    });
    wasi.initialize({ exports });
    exports.hs_init(0, 0);
    return new ShellCheckInstance(exports, hooks);
  }

  /** ShellCheck's own JSON for a script. Rejects with `GaveUp` above the limits, and then is of no more use. */
  async check(script: string): Promise<string> {
    this.#deadline = performance.now() + limits.milliseconds;
    const failed = new Promise<never>((_, reject) => (this.#fail = reject));
    try {
      return await Promise.race([this.#exports.lintWithOptions(script, '{}'), failed]);
    } catch (error) {
      throw error instanceof GaveUp ? error : new GaveUp(this.#overLimit() ?? 'crash');
    } finally {
      this.#deadline = Infinity;
    }
  }

  /** It came to an end before anybody looked; the next script would pay for it. */
  get isOvergrown(): boolean {
    return this.#exports.memory.buffer.byteLength > limits.bytes;
  }

  #overLimit(): GaveUpReason | null {
    if (this.isOvergrown) return 'memory';
    return performance.now() > this.#deadline ? 'time' : null;
  }
}
