/** A name from an image, for a message: of one that is longer than any real one, the beginning. */
export const shortText = (text: string, length = 80): string =>
  text.length > length ? `${text.slice(0, length)}…` : text;
