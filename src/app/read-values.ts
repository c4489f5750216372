import type { SecretValues } from '../report/secret-reports.ts';
import type { ImageSecret } from '../secrets/image-secrets.ts';
import { atOnce } from './at-once.ts';
import type { ImageSession } from './image-session.svelte.ts';
import type { Images } from './images.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

/** As many as keep the workers busy, and leave one for what else the user does. */
const readAtOnce = 3;
/** Of one secret: an archive that can't be read in these can't be read. */
const placesTried = 3;

/** A key store is none, nor is a value whose bytes are no UTF-8. */
const isText = (value: string): boolean => !/[\0\ufffd\udc80-\udcff]/.test(value);

/** Reads the value again from where it stands. */
export type Read = () => Promise<string>;

/** The first place that can be read; the config's are there already. */
async function readAny({ secretSearch }: ImageSession, { places }: ImageSecret): Promise<string> {
  const inImage = places.filter((place) => place.where !== 'dockerfile');
  const inFile = inImage.filter(({ where }) => where === 'file');
  const others = inImage.filter(({ where }) => where !== 'file');
  let failed: unknown = null;
  for (const place of [...others, ...inFile].slice(0, placesTried)) {
    try {
      return await secretSearch.reveal(place);
    } catch (error) {
      failed = error;
    }
  }
  throw failed;
}

/** What the report's secrets are read from. */
export type Readable = Pick<Workspace, 'secrets' | 'reveal'> & { readonly images: Pick<Images, 'sessions'> };

/** By hash of the value: how each secret of the report is read. */
export function readsOf(workspace: Readable): ReadonlyMap<string, Read> {
  const reads = new Map<string, Read>();
  for (const session of workspace.images.sessions) {
    for (const secret of session.secretSearch.kept?.secrets ?? []) {
      reads.set(secret.hash, () => readAny(session, secret));
    }
  }
  for (const { hash, places } of workspace.secrets?.secrets ?? []) {
    const place = places.find(({ where }) => where === 'dockerfile');
    if (place) reads.set(hash, () => workspace.reveal(place));
  }
  return reads;
}

export interface ReadValues {
  readonly values: SecretValues;
  /** So many could not be read again. */
  readonly unreadable: number;
  /** So many are no text. */
  readonly binary: number;
}

/** Those that are known are not read again. Rejects with an AbortError when cancelled. */
export async function readValues(
  reads: ReadonlyMap<string, Read>,
  known: SecretValues,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<ReadValues> {
  const values = new Map<string, string>();
  let [done, unreadable, binary] = [0, 0, 0];
  await atOnce(readAtOnce, reads, async ([hash, read]) => {
    signal.throwIfAborted();
    const value = known.get(hash) ?? (await read().catch(() => null));
    signal.throwIfAborted();
    if (value === null) unreadable++;
    else if (isText(value)) values.set(hash, value);
    else binary++;
    onProgress(++done);
  });
  return { values, unreadable, binary };
}
