// apk's database: `installed`, a stanza a package, each line a letter, a colon and a value (Alpine's wiki, "Apk spec"): P name,
// V version, A architecture, L licence, o origin, F a folder and R a file in the folder before it.
import type { Cataloger } from '../cataloger.ts';
import { Findings } from '../findings.ts';
import type { Cataloged } from '../package.ts';
import { stanzasOf } from '../stanzas.ts';

const lineFeed = 10;
const places = new Set(['/lib/apk/db/installed', '/usr/lib/apk/db/installed']);
/** Of all packages; and the longest path that Linux takes. */
const mostFiles = 2_000_000;
const longestPath = 4096;

interface Stanza {
  readonly fields: ReadonlyMap<string, string>;
  readonly files: readonly string[];
}

function parse(text: string, room: number): Stanza {
  const fields = new Map<string, string>();
  const files: string[] = [];
  let folder = '';
  for (const line of text.split('\n')) {
    if (line[1] !== ':') continue;
    const [letter, value] = [line[0] as string, line.slice(2)];
    if (letter === 'F') folder = value === '' ? '' : `/${value}`;
    else if (letter === 'R') {
      if (files.length < room && folder.length + value.length < longestPath) files.push(`${folder}/${value}`);
    } else if (!fields.has(letter)) fields.set(letter, value);
  }
  return { fields, files };
}

function read(bytes: Uint8Array): Cataloged {
  const findings = new Findings();
  let room = mostFiles;
  for (const text of stanzasOf(bytes, findings)) {
    const { fields, files } = parse(text, room);
    room -= files.length;
    const [name, version, architecture, licence, origin] = ['P', 'V', 'A', 'L', 'o'].map((letter) =>
      fields.get(letter),
    );
    if (!name) findings.miss('has an entry without a name');
    else if (!version) findings.miss(`gives ${name.slice(0, 100)} no version`);
    else {
      const source = { name: origin ?? name, version };
      const licences = licence ? [licence] : [];
      findings.add({ type: 'apk', name, version, licences, source, files, ...(architecture && { architecture }) });
    }
  }
  if (bytes.length > 0 && bytes.at(-1) !== lineFeed) findings.miss('ends in the middle of a line');
  if (room === 0) findings.miss('lists more files than are kept, so that sizes are too low');
  return findings.result();
}

export const apk: Cataloger = {
  id: 'apk',
  title: 'package database of apk',
  names: ['installed'],
  selects: (path) => places.has(path),
  mostBytes: 100_000_000,
  read: ({ bytes }) => read(bytes),
};
