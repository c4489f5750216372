import type { Dockerfile } from '../dockerfile/model.ts';

/** A name for a new stage that no stage of the file has. */
export function freeStageName({ stages }: Dockerfile, wanted: string): string {
  return stages.some(({ name }) => name?.toLowerCase() === wanted) ? `plimsoll-${wanted}` : wanted;
}
