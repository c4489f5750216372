import { openRustProgram } from '../binaries/rust-program.ts';
import { nothing, type Cataloger } from '../cataloger.ts';

/** Programs that were built by cargo-auditable: others do not tell of what they were built. */
export const rust: Cataloger = {
  id: 'rust-crates',
  title: 'crates listed in Rust programs',
  magic: [0x7f, 0x45, 0x4c, 0x46],
  selects: () => true,
  mostBytes: Infinity,
  read({ bytes }) {
    const program = openRustProgram(bytes, bytes.length);
    program?.take(bytes);
    return program?.end() ?? nothing;
  },
  stream: (_path, head, size) => openRustProgram(head, size),
};
