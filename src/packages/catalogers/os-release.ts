// /etc/os-release, or /usr/lib/os-release that it leads to: assignments as a shell has them (os-release(5)).
import { decodeText } from '../../bytes/text.ts';
import type { Cataloger } from '../cataloger.ts';
import type { Cataloged } from '../package.ts';

const places = new Set(['/etc/os-release', '/usr/lib/os-release']);
const mostLength = 500;

/** Without the quotes around it, and without the backslashes that a shell would take away. */
function unquoted(value: string): string {
  const quote = value[0];
  const isQuoted = (quote === '"' || quote === "'") && value.length > 1 && value.endsWith(quote);
  const inner = isQuoted ? value.slice(1, -1) : value;
  return quote === "'" ? inner : inner.replace(/\\([\\"'$`])/g, '$1');
}

function valuesOf(text: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const sign = line.indexOf('=');
    if (sign > 0 && !line.startsWith('#')) {
      values.set(line.slice(0, sign).trim(), unquoted(line.slice(sign + 1).trim()).slice(0, mostLength));
    }
  }
  return values;
}

function read(bytes: Uint8Array): Cataloged {
  const values = valuesOf(decodeText(bytes));
  if (values.size === 0) return { packages: [], unknowns: ['says nothing of the system'] };
  const value = (name: string): string | null => values.get(name) || null;
  // What it is where it does not say.
  const id = (value('ID') ?? 'linux').toLowerCase();
  const supportEnd = value('SUPPORT_END');
  return {
    packages: [],
    unknowns: [],
    system: {
      id,
      idLike: (value('ID_LIKE') ?? '').toLowerCase().split(' ').filter(Boolean),
      versionId: value('VERSION_ID'),
      prettyName: value('PRETTY_NAME') ?? value('NAME') ?? id,
      codename: value('VERSION_CODENAME'),
      cpeName: value('CPE_NAME'),
      supportEnd: supportEnd !== null && /^\d{4}-\d\d-\d\d$/.test(supportEnd) ? supportEnd : null,
    },
  };
}

export const osRelease: Cataloger = {
  id: 'os-release',
  title: 'name of the system',
  names: ['os-release'],
  selects: (path) => places.has(path),
  mostBytes: 100_000,
  read: ({ bytes }) => read(bytes),
};
