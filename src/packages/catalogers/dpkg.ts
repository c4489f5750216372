// dpkg's database: `status`, a stanza a package (deb822(5), fields of deb-control(5)), and in its place on distroless images a
// file a package in `status.d`, which has no Status. Licences stand elsewhere (dpkg-copyright.ts).
import type { Cataloger } from '../cataloger.ts';
import { Findings } from '../findings.ts';
import type { Cataloged, SourcePackage } from '../package.ts';
import { stanzasOf } from '../stanzas.ts';

const places = /^\/(?:usr\/lib\/|var\/lib\/)dpkg\/(?:status|status\.d\/[^/]+)$/;

const lineFeed = 10;

/** Only what is asked for; the first of a name counts, as it does for dpkg. */
function fieldsOf(stanza: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of stanza.split('\n')) {
    const colon = line.indexOf(':');
    if (colon <= 0 || line.startsWith(' ') || line.startsWith('\t')) continue;
    const name = line.slice(0, colon).toLowerCase();
    if (!fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}

/** `Source: name` or `Source: name (version)`; where it is left out, or says no version, that of the package counts. */
function sourceOf(field: string | undefined, name: string, version: string): SourcePackage {
  if (!field) return { name, version };
  const open = field.indexOf('(');
  if (open < 0) return { name: field.trim(), version };
  const close = field.indexOf(')', open);
  return { name: field.slice(0, open).trim(), version: field.slice(open + 1, close < 0 ? undefined : close).trim() };
}

/** States in which no files of a package are there, or not all (dpkg(1)): one that was removed may have left its settings. */
const isAway = new Set(['not-installed', 'config-files', 'half-installed']);

const isInstalled = (status: string | undefined): boolean => !status || !isAway.has(status.split(/\s+/)[2] ?? '');

function read(bytes: Uint8Array): Cataloged {
  const findings = new Findings();
  for (const stanza of stanzasOf(bytes, findings)) {
    const fields = fieldsOf(stanza);
    const [name, version] = [fields.get('package'), fields.get('version')];
    if (!isInstalled(fields.get('status'))) continue;
    if (!name) findings.miss('has an entry without a name');
    else if (!version) findings.miss(`gives ${name.slice(0, 100)} no version`);
    else {
      const architecture = fields.get('architecture');
      const source = sourceOf(fields.get('source'), name, version);
      findings.add({ type: 'deb', name, version, licences: [], source, ...(architecture && { architecture }) });
    }
  }
  if (bytes.length > 0 && bytes.at(-1) !== lineFeed) findings.miss('ends in the middle of a line');
  return findings.result();
}

export const dpkg: Cataloger = {
  id: 'dpkg',
  title: 'package database of dpkg',
  names: ['status'],
  folders: ['status.d'],
  selects: (path) => places.test(path) && !path.endsWith('.md5sums'),
  mostBytes: 100_000_000,
  read: ({ bytes }) => read(bytes),
};
