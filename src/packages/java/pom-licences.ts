// The names of licences in a pom.xml (Maven's POM Reference, "Licenses"): most projects have theirs in a parent, which is not there.
import { decodeText } from '../../bytes/text.ts';
import type { Bytes } from '../../bytes/units.ts';

export const mostPom: Bytes = 262_144;
const longestName = 512;
const mostLicences = 20;

const path = /(?:^|\/)META-INF\/maven\/([^/]+\/[^/]+)\/pom\.xml$/;

/** `group/artifact` of a pom.xml that lies where Maven puts it. */
export const pomFolder = (name: string): string | null => path.exec(name)?.[1] ?? null;

export function parsePomLicences(bytes: Uint8Array): readonly string[] {
  const text = decodeText(bytes);
  const list = between(text, '<licenses>', '</licenses>', 0);
  const names: string[] = [];
  for (let at = 0; list && names.length < mostLicences;) {
    const name = between(list.text, '<name>', '</name>', at);
    if (!name) break;
    at = name.end;
    const shown = unescaped(name.text.trim().replaceAll(/\s+/g, ' '));
    if (shown !== '' && shown.length <= longestName && !shown.includes('<')) names.push(shown);
  }
  return names;
}

function between(text: string, first: string, last: string, from: number): { text: string; end: number } | null {
  const start = text.indexOf(first, from);
  const end = start < 0 ? -1 : text.indexOf(last, start);
  return end < 0 ? null : { text: text.slice(start + first.length, end), end: end + last.length };
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescaped = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt|quot|apos);/g, (whole, name: string) => entities[name] ?? whole);
