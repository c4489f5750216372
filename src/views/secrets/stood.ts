import type { ImageSession } from '../../app/image-session.svelte.ts';
import type { IgnoreEntry } from '../../secrets/ignore-list.ts';

/** A secret and its place as one sentence tells them. */
export interface Told {
  readonly title: string;
  readonly key: string;
  readonly where: string;
}

/** A secret that was just let stand, as it is told where its row was. */
export interface Stood extends Told {
  /** The one that was shown. */
  readonly image: ImageSession | null;
  readonly entry: Omit<IgnoreEntry, 'line'>;
  /** The key of the row below; null: it was the last. */
  readonly next: string | null;
}
