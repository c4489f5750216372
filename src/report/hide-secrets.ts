import { decodeText, encodeText } from '../bytes/text.ts';
import type { ArchiveImage, ImageConfig } from '../image/model.ts';
import type { KeptSecrets } from '../secrets/apply-ignore-list.ts';
import { hideInConfig } from '../secrets/hide-in-config.ts';
import type { ImageSecrets, SecretPlace } from '../secrets/image-secrets.ts';
import { textsOfImage, type ImageText } from '../secrets/image-texts.ts';
import { redact } from '../secrets/redact.ts';
import { hiding, redactionsFor, type PlacedSecret, type Redaction } from '../secrets/redactions.ts';

const latin1 = new TextDecoder('latin1');

/** Where a secret stands in one of the texts of its name: a variable may be set twice. */
function placedIn({ text }: ImageText, { found, severity }: SecretPlace): PlacedSecret[] {
  const bytes = encodeText(text);
  const { offset, length, excerpt } = found;
  const value = bytes.subarray(offset, offset + length);
  if (value.length === 0 || redact(latin1.decode(value)) !== excerpt) return [];
  const start = decodeText(bytes.subarray(0, offset)).length;
  return [{ at: { start, end: start + decodeText(value).length }, severity }];
}

/** What hides the secrets of the config and the history; those that the user lets stand are secrets too. */
function redactionsOf(image: ArchiveImage, secrets: ImageSecrets | KeptSecrets): Redaction[] {
  const ignored = 'ignored' in secrets ? secrets.ignored.map(({ place }) => place) : [];
  const places = [...secrets.secrets.flatMap((secret) => secret.places), ...ignored].filter(
    ({ where }) => where !== 'file',
  );
  if (places.length === 0) return [];
  return textsOfImage(image).flatMap((text) => {
    const own = places.filter(({ where, name }) => where === text.where && name === text.name);
    return redactionsFor(
      text.text,
      own.flatMap((place) => placedIn(text, place)),
    );
  });
}

const secretsOf = (image: ArchiveImage, secrets: ImageSecrets | KeptSecrets | null): Redaction[] =>
  secrets ? redactionsOf(image, secrets) : [];

/** Hides the secrets of the config and the history in what else repeats them. */
export const hidingOf = (image: ArchiveImage, secrets: ImageSecrets | KeptSecrets | null): ((text: string) => string) =>
  hiding(secretsOf(image, secrets));

/**
 * What the report repeats of the config, with the values of the secrets in it redacted: it is made to be handed on. A value
 * that stands in one of the texts is hidden in all: a history's entry says again what ENV says.
 */
export function withoutSecrets(
  image: ArchiveImage,
  secrets: ImageSecrets | KeptSecrets | null,
): { config: ImageConfig; commandOf(layer: number): string } {
  const { config, layers } = image;
  const redactions = secretsOf(image, secrets);
  const commandOf = (layer: number): string => layers[layer]?.command ?? '';
  if (redactions.length === 0) return { config, commandOf };
  const hide = hiding(redactions);
  return {
    config: hideInConfig(config, hide),
    commandOf: (layer) => hide(commandOf(layer)),
  };
}
