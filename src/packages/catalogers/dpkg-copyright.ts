// /usr/share/doc/PACKAGE/copyright of Debian's packages (Debian Policy, 12.5): machine-readable ones ("Machine-readable
// debian/copyright file" 1.0) have a paragraph for files, with `License: GPL-2+`; others are prose, of which is told which
// texts of /usr/share/common-licenses it mentions. Both are of the whole source package. They tell of no package: dpkg does.
import { decodeText } from '../../bytes/text.ts';
import { formatCount } from '../../bytes/units.ts';
import type { Cataloger } from '../cataloger.ts';
import { allOf, debianLicence, longestDebianName } from '../debian-licences.ts';
import type { Cataloged } from '../package.ts';

const place = /^\/usr\/share\/doc\/[^/]+\/copyright$/;
/** Of one file; the longest here, of Perl, names some 30. */
const mostLicences = 50;

/** `licence`: null before the field, '' where nothing stands behind its colon. */
interface Paragraph {
  isOfFiles: boolean;
  isHeader: boolean;
  licence: string | null;
}

/** What stands behind `License:` in each paragraph; null of another form, whose first one does not say that it has this. */
function paragraphsOf(lines: readonly string[]): Paragraph[] | null {
  const paragraphs: Paragraph[] = [];
  let current: Paragraph | null = null;
  for (const line of lines) {
    const isEnd = line.trim() === '';
    if (isEnd && current && !paragraphs[0]?.isHeader) return null;
    if (isEnd) current = null;
    else if (line.startsWith(' ') || line.startsWith('\t')) addLine(current, line);
    else if (!line.startsWith('#')) {
      if (!current) paragraphs.push((current = { isOfFiles: false, isHeader: false, licence: null }));
      addField(current, line);
    }
  }
  return paragraphs[0]?.isHeader ? paragraphs : null;
}

function addField(paragraph: Paragraph, line: string): void {
  const colon = line.indexOf(':');
  const name = line.slice(0, Math.max(0, colon)).toLowerCase();
  if (name === 'files') paragraph.isOfFiles = true;
  else if (name === 'format' || name === 'format-specification') paragraph.isHeader = true;
  else if (name === 'license') paragraph.licence ??= line.slice(colon + 1).trim();
}

/** Where no name stands behind `License:`, the line below may begin with one; else it is a text that has none. */
function addLine(paragraph: Paragraph | null, line: string): void {
  if (paragraph?.licence === '') paragraph.licence = line.trim();
}

/** Those of files and of the whole; where neither names any, those whose texts stand there. */
function licencesOf(paragraphs: readonly Paragraph[]): string[] {
  const named = paragraphs.filter(({ licence }) => licence);
  const ofFiles = named.filter(({ isOfFiles, isHeader }) => isOfFiles || isHeader);
  return (ofFiles.length > 0 ? ofFiles : named).map(({ licence }) => (licence as string).slice(0, longestDebianName));
}

const common = /\/usr\/share\/common-licenses\/([A-Za-z]+(?:-[\d.]*\d)?)/g;

/** Worded so that it is no licence of SPDX: prose may have others in full, and says of `GPL-2` elsewhere whether later ones count. */
function mentionedIn(text: string): string[] {
  const names = new Set([...text.matchAll(common)].map(([, name = '']) => name.slice(0, longestDebianName)));
  return names.size === 0 ? [] : [`mentions ${[...names].slice(0, mostLicences).join(', ')}`];
}

function read(bytes: Uint8Array): Cataloged {
  const text = decodeText(bytes);
  const paragraphs = paragraphsOf(text.split('\n'));
  const licences = paragraphs ? allOf([...new Set(licencesOf(paragraphs))], debianLicence) : mentionedIn(text);
  const unknowns =
    licences.length > mostLicences ? [`names ${formatCount(licences.length)} licences, more than are kept`] : [];
  return { packages: [], unknowns, licences: licences.slice(0, mostLicences) };
}

export const dpkgCopyright: Cataloger = {
  id: 'dpkg-copyright',
  title: 'copyright file of a Debian package',
  names: ['copyright'],
  selects: (path) => place.test(path),
  // Those of browsers and of firmware have some hundred kilobytes.
  mostBytes: 2_000_000,
  read: ({ bytes }) => read(bytes),
};
