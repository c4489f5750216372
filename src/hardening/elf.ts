/** Of an ELF file, what decides whether it starts. */
export interface ElfFacts {
  /** As OCI names architectures: `amd64`, `arm64`; `machine 243` for one without a name there. */
  readonly machine: string;
  readonly bits: 32 | 64;
  /** The program that loads it (PT_INTERP); null where it is linked statically. */
  readonly interpreter: string | null;
  /** A program that can be started, not a library or an object file alone. */
  readonly isProgram: boolean;
  /** Why not all could be read, in a sentence; null where all was. */
  readonly damage: string | null;
}
