import { elfCataloger } from '../binaries/elf-cataloger.ts';
import { openRustProgram } from '../binaries/rust-program.ts';

/** Programs that were built by cargo-auditable: others do not tell of what they were built. */
export const rust = elfCataloger('rust-crates', 'crates listed in Rust programs', openRustProgram);
