import { visibleText } from '../bytes/text.ts';

/** What Windows, macOS or Linux do not take in a file's name. */
const refused = /[\\/:*?"<>|]/g;
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;
const longest = 180;

/** A name for a file on the user's disk, from any text: shown as it is, and taken by every system. */
export function fileNameFrom(text: string): string {
  const name = visibleText(text)
    .replace(refused, '_')
    .replace(/^ +|[. ]+$/g, '')
    .slice(-longest);
  return name === '' || devices.test(name) ? `_${name}` : name;
}

/** What an image is called, as a part of a file's name. */
export const namePartOf = (title: string): string =>
  visibleText(title.replace(/^docker\.io\/(?:library\/)?/, '').replace(/\.tar(?:\.\w+)?$/, '')).replace(/[/:@]/g, '-');
