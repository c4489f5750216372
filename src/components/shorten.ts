/** Keeps both ends of a text that is too long; what stands in the middle says least of a command or a path. */
export function middle(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = Math.floor((max - 1) / 3);
  return `${text.slice(0, max - 1 - end)}…${text.slice(text.length - end)}`;
}

/** Keeps the end of a text that is too long: an image's name and tag stand behind its registry. */
export function tail(text: string, max: number): string {
  return text.length <= max ? text : `…${text.slice(text.length - max + 1)}`;
}
