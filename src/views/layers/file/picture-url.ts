import type { Bytes } from '../../../bytes/units.ts';
import type { Picture } from '../../../content/picture.ts';
import type { FileBody } from '../../../layer/file-body.ts';

/** What a browser is given to draw: larger pictures could fill its memory. */
export const mostPictureBytes: Bytes = 64_000_000;
export const mostPixels = 100_000_000;

/** Whether a picture is too large to be drawn, by its bytes or by what its head says. */
export function isTooLarge({ width, height }: Picture, size: Bytes): boolean {
  return size > mostPictureBytes || (width ?? 0) * (height ?? 0) > mostPixels;
}

/** An address in memory for an <img>; to be revoked once that has loaded, so that nothing else can be opened by it. */
export async function pictureUrl(body: FileBody, { mediaType }: Picture): Promise<string> {
  const blob =
    body.blob?.slice(0, body.size, mediaType) ?? new Blob([await body.read(0, body.size)], { type: mediaType });
  return URL.createObjectURL(blob);
}
