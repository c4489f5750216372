import { decodeText, encodeText } from '../bytes/text.ts';
import type { ArchiveImage, ImageConfig } from '../image/model.ts';
import type { KeptSecrets } from '../secrets/apply-ignore-list.ts';
import type { ImageSecrets } from '../secrets/image-secrets.ts';
import { textsOfImage, type ImageText } from '../secrets/image-texts.ts';
import { redact } from '../secrets/redact.ts';

type Where = ImageText['where'];
type Hide = (where: Where, name: string, text: string) => string;

const keyOf = (where: string, name: string | null): string => `${where} ${name ?? ''}`;

/** The values of secrets, by the text of the config that they stand in; those that the user lets stand are values too. */
function valuesByText(image: ArchiveImage, secrets: ImageSecrets | KeptSecrets): Map<string, Set<string>> {
  const ignored = 'ignored' in secrets ? secrets.ignored.map(({ place }) => place) : [];
  const places = [...secrets.secrets.flatMap((secret) => secret.places), ...ignored].filter(
    ({ where }) => where !== 'file',
  );
  const texts = new Map<string, Uint8Array[]>();
  if (places.length > 0) {
    for (const { where, name, text } of textsOfImage(image)) {
      const key = keyOf(where, name);
      texts.set(key, [...(texts.get(key) ?? []), encodeText(text)]);
    }
  }
  const values = new Map<string, Set<string>>();
  for (const { where, name, found } of places) {
    const key = keyOf(where, name);
    const known = values.get(key) ?? new Set();
    for (const bytes of texts.get(key) ?? []) {
      const value = decodeText(bytes.subarray(found.offset, found.offset + found.length));
      if (value !== '') known.add(value);
    }
    values.set(key, known);
  }
  return values;
}

/** What the report repeats of the config, with the values of the secrets in it redacted: it is made to be handed on. */
export function withoutSecrets(
  image: ArchiveImage,
  secrets: ImageSecrets | KeptSecrets | null,
): { config: ImageConfig; commandOf(layer: number): string } {
  const { config, history, layers } = image;
  const values = secrets ? valuesByText(image, secrets) : new Map<string, Set<string>>();
  if (values.size === 0) return { config, commandOf: (layer) => layers[layer]?.command ?? '' };
  const hide: Hide = (where, name, text) =>
    [...(values.get(keyOf(where, name)) ?? [])].reduce(
      (left, value) => left.replaceAll(value, () => redact(value)),
      text,
    );
  const words = (name: string, list: readonly string[]): string[] => list.map((word) => hide('command', name, word));
  return {
    config: {
      ...config,
      env: config.env.map((text) => hide('env', text.split('=', 1)[0] ?? '', text)),
      labels: Object.fromEntries(
        Object.entries(config.labels).map(([name, value]) => [name, hide('label', name, value)]),
      ),
      entrypoint: words('Entrypoint', config.entrypoint),
      cmd: words('Cmd', config.cmd),
      healthcheck: config.healthcheck && words('Healthcheck', config.healthcheck),
      onBuild: words('OnBuild', config.onBuild),
    },
    commandOf: (layer) =>
      history.reduce(
        (text, entry, index) => (entry.layer === layer ? hide('history', String(index), text) : text),
        layers[layer]?.command ?? '',
      ),
  };
}
