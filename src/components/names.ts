import type { ImageSession } from '../app/image-session.svelte.ts';
import { visibleText } from '../bytes/text.ts';
import { parseCreatedBy } from '../history/created-by.ts';
import { tail } from './shorten.ts';

/** A reference as `docker images` shows it: `docker.io/library/web:1.4` is `web:1.4`. Safe to show. */
export function familiarName(reference: string): string {
  return visibleText(reference.replace(/^docker\.io\/(?:library\/)?/, ''));
}

/** Of one of several images: with its platform, and its archive, where the name alone would not tell. Safe to show. */
export function imageName(
  { title, image, fileName }: ImageSession,
  all: readonly ImageSession[],
  most = Infinity,
): string {
  const name = tail(familiarName(title), most);
  const namesakes = all.filter((other) => other.title === title);
  if (namesakes.length < 2) return name;
  const platform = visibleText(image.platform);
  const alone = namesakes.filter((other) => other.image.platform === image.platform).length < 2;
  return `${name} (${platform}${alone ? '' : `, ${visibleText(fileName)}`})`;
}

/** A layer's command as its Dockerfile would have it: `RUN npm ci`. Safe to show. */
export function layerTitle(command: string): string {
  if (command === '') return 'no history';
  // buildah names the image that it built upon, on a line of its own.
  const { keyword, text } = parseCreatedBy(command.replace(/\nFROM \S+$/, ''));
  return visibleText(`${keyword} ${text}`.trim());
}
