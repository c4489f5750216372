import { visibleText } from '../bytes/text.ts';

const longest = 200;

/** A name from the image, as a message can show it. */
export function shown(name: string): string {
  return visibleText(name.length > longest ? `${name.slice(0, longest)}…` : name);
}

/** Some of many names, and how many there are besides. */
export function someOf(names: readonly string[], most = 6): string {
  const listed = names.slice(0, most).map(shown).join(', ');
  return names.length > most ? `${listed} and ${names.length - most} more` : listed;
}
