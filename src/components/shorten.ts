/** Keeps both ends of a text that is too long; what stands in the middle says least of a command or a path. */
export function middle(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = Math.floor((max - 1) / 3);
  return `${text.slice(0, max - 1 - end)}…${text.slice(text.length - end)}`;
}

/**
 * Of a path that is too long the folders in the middle give way, each as a whole: where it begins and what it leads to say
 * most. The file's name stays whole as long as two lines have room for it.
 */
export function middleOfPath(path: string, max: number): string {
  if (path.length <= max) return path;
  const segments = path.split('/');
  for (const kept of [2, 1]) {
    const end = `…/${segments.slice(-kept).join('/')}`;
    const left = segments.slice(0, -kept);
    if (end.length > max || left.every((segment) => segment === '')) continue;
    let start = '';
    for (const segment of left) {
      if (start.length + segment.length + 1 + end.length > max) break;
      start += `${segment}/`;
    }
    return start + end;
  }
  const name = segments.at(-1) ?? '';
  const end = segments.length > 2 ? `…/${name}` : path;
  return end.length <= 2 * max ? end : middle(name, 2 * max);
}

/** Keeps the end of a text that is too long: an image's name and tag stand behind its registry. */
export function tail(text: string, max: number): string {
  return text.length <= max ? text : `…${text.slice(text.length - max + 1)}`;
}
