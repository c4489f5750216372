/** The type of the note in which Go's linker keeps its build id, and the name of who wrote it (cmd/internal/buildid). */
const goNote = {
  little: [4, 0, 0, 0, 0x47, 0x6f, 0, 0],
  big: [0, 0, 0, 4, 0x47, 0x6f, 0, 0],
} as const;
/** The header of its loader stands behind the program headers (UPX, stub/src/include/linux.h, `l_info`). */
const upx = [0x55, 0x50, 0x58, 0x21];
const mostBeforeUpx = 1024;
/** Notes stand behind the program headers. */
const mostBeforeNote = 65_536;

/** Of the texts that are looked for, the byte that stands least in programs. */
const [rareInGo, rareInUpx] = [0x47, 0x58];

/** Among the first bytes of a program; a linker that was told so leaves it out. */
export const hasGoNote = (head: Uint8Array, isLittle: boolean): boolean =>
  contains(head.subarray(0, mostBeforeNote), isLittle ? goNote.little : goNote.big, rareInGo);

export const isPacked = (head: Uint8Array): boolean => contains(head.subarray(0, mostBeforeUpx), upx, rareInUpx);

function contains(bytes: Uint8Array, wanted: readonly number[], rare: number): boolean {
  const before = wanted.indexOf(rare);
  for (let at = bytes.indexOf(rare, before); at >= 0; at = bytes.indexOf(rare, at + 1)) {
    if (wanted.every((byte, index) => bytes[at - before + index] === byte)) return true;
  }
  return false;
}
