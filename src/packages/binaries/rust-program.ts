import type { Bytes } from '../../bytes/units.ts';
import { readElfLayout } from '../../content/elf-layout.ts';
import { nothing, type FileStream } from '../cataloger.ts';
import { hasGoNote } from './program-marks.ts';
import { cratesOf } from './rust-crates.ts';
import { SectionKeeper } from './section-keeper.ts';

const sectionName = '.dep-v0';

/** Finds the list of crates of a Rust program as its bytes pass. Null for what is no program, or one of Go. */
export function openRustProgram(head: Uint8Array, size: Bytes): FileStream | null {
  const layout = readElfLayout(head, size);
  if (!layout?.sections || layout.loaded.length === 0 || hasGoNote(head, layout.isLittle)) return null;
  const keeper = new SectionKeeper(sectionName, layout, layout.sections, size);
  return {
    take: (bytes) => keeper.take(bytes),
    end() {
      const section = keeper.section();
      if (section === null) return nothing;
      if (section !== 'lost') return cratesOf(section);
      return { packages: [], unknowns: ['is too large, or is damaged: whether it lists Rust crates is not known'] };
    },
  };
}
