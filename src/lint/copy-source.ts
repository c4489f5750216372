import type { Flag, Instruction } from '../dockerfile/model.ts';

/** The `--from` of a COPY; `source` in lower case, as stage names match without regard to case. */
export function copySourceOf({ flags }: Instruction): (Flag & { source: string }) | null {
  const from = flags.find((flag) => flag.name === 'from');
  return from?.value ? { ...from, source: from.value.toLowerCase() } : null;
}

/** http(s), and the git addresses that BuildKit clones. */
export const isRemoteSource = (source: string): boolean =>
  /^(https?|git|ssh):\/\//.test(source) || /^[\w.-]+@[\w.-]+:/.test(source);
