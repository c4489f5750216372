/** Keeps both ends of a text that is too long; what stands in the middle says least of a command or a path. */
export function middle(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = Math.floor((max - 1) / 3);
  return `${text.slice(0, max - 1 - end)}…${text.slice(text.length - end)}`;
}
