// apk's database: `installed`, a stanza a package, each line a letter, a colon and a value (Alpine's wiki, "Apk spec"): P name,
// V version, A architecture, L licence, o origin, F a folder and R a file in the folder before it.
import type { Cataloger } from '../cataloger.ts';
import { Findings } from '../findings.ts';
import type { Cataloged } from '../package.ts';
import { stanzasOf } from '../stanzas.ts';

const places = new Set(['/lib/apk/db/installed', '/usr/lib/apk/db/installed']);
const mostFiles = 200_000;

interface Stanza {
  readonly fields: ReadonlyMap<string, string>;
  readonly files: readonly string[];
}

function parse(text: string): Stanza {
  const fields = new Map<string, string>();
  const files: string[] = [];
  let folder = '';
  for (const line of text.split('\n')) {
    if (line[1] !== ':') continue;
    const [letter, value] = [line[0] as string, line.slice(2)];
    if (letter === 'F') folder = value === '' ? '' : `/${value}`;
    else if (letter === 'R' && files.length < mostFiles) files.push(`${folder}/${value}`);
    else if (!fields.has(letter)) fields.set(letter, value);
  }
  return { fields, files };
}

function read(bytes: Uint8Array): Cataloged {
  const findings = new Findings();
  for (const text of stanzasOf(bytes)) {
    const { fields, files } = parse(text);
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
