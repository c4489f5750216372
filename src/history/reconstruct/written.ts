import type { KnownValues } from './read-pairs.ts';
import type { InstructionStep } from './read-step.ts';

/** What surrounds a history entry. */
export interface WriteContext {
  /** What the config holds. */
  readonly known: { readonly env: KnownValues; readonly labels: KnownValues };
  /** What the shell form runs in. */
  readonly shell: readonly string[];
  readonly directory: string;
  /** The layer that the entry made. */
  readonly layer: number | null;
  /** The path of the layer's file where it holds only one, null where it holds others; undefined: not known. */
  readonly onlyFile: string | null | undefined;
}

export interface Written {
  readonly text: string;
  /** Lines of comment above it, without their `#`. */
  readonly remarks: readonly string[];
}

/** The instruction of an entry; null where its text says nothing that could be one. */
export type Write = (step: InstructionStep, context: WriteContext) => Written | null;

export const plainly = (text: string): Written => ({ text, remarks: [] });
