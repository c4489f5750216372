import { decodeText, encodeText } from '../bytes/text.ts';
import type { ArchiveImage } from '../image/model.ts';
import type { ImageSecrets } from './image-secrets.ts';
import { textsOfImage } from './image-texts.ts';

/** By the number of the history's entry: its command, with the excerpt of each secret in place of the secret. */
export function redactedHistory(
  { config, history }: Pick<ArchiveImage, 'config' | 'history'>,
  { secrets }: Pick<ImageSecrets, 'secrets'>,
): string[] {
  const found = secrets.flatMap(({ places }) => places.filter(({ where }) => where === 'history'));
  const texts = new Map(
    textsOfImage({ config, history }).flatMap(({ where, name, text }) => (where === 'history' ? [[name, text]] : [])),
  );
  return history.map((_, index) => {
    const name = String(index);
    const spans = found.filter((place) => place.name === name).map((place) => place.found);
    let bytes = encodeText(texts.get(name) ?? '');
    // From the end on, so that the offsets of the others hold.
    for (const { offset, length, excerpt } of spans.sort((one, other) => other.offset - one.offset)) {
      const parts = [bytes.subarray(0, offset), encodeText(excerpt || '…'), bytes.subarray(offset + length)];
      bytes = Uint8Array.from(parts.flatMap((part) => [...part]));
    }
    return decodeText(bytes);
  });
}
