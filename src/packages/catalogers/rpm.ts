// rpm's database, in each of its forms: `rpmdb.sqlite`, `Packages.db` (ndb) and `Packages` (Berkeley DB). Beside the first may
// stand a log of what was not yet written into it: it is laid over.
import { formatBytes, formatCount, type Bytes } from '../../bytes/units.ts';
import type { CatalogedFile, Cataloger } from '../cataloger.ts';
import { Findings } from '../findings.ts';
import type { Cataloged } from '../package.ts';
import { bdb } from '../rpm/bdb.ts';
import type { DatabaseForm, HeaderSink } from '../rpm/database.ts';
import { readHeader } from '../rpm/header.ts';
import { ndb } from '../rpm/ndb.ts';
import { sqlite } from '../rpm/sqlite.ts';
import { laidOver } from '../rpm/write-ahead-log.ts';

const names = ['rpmdb.sqlite', 'rpmdb.sqlite-wal', 'Packages.db', 'Packages'] as const;
const folders = ['/var/lib/rpm', '/usr/lib/sysimage/rpm', '/usr/share/rpm'] as const;
const places: ReadonlySet<string> = new Set(folders.flatMap((folder) => names.map((name) => `${folder}/${name}`)));
const database = '/rpmdb.sqlite';
const log = '-wal';

const forms: readonly DatabaseForm[] = [sqlite, ndb, bdb];

/** Of all packages of a database; real ones have some hundred thousand. */
export const mostFiles = 2_000_000;

/** What headers tell of, their files up to `mostFiles`. */
class Packages implements HeaderSink {
  readonly #findings = new Findings();
  #files = 0;
  #unreadable = 0;

  /** `left`: no header lies in another, so that together they are no longer than the file. */
  constructor(private left: Bytes) {}

  header(bytes: Uint8Array): void {
    this.left -= bytes.length;
    if (this.left < 0) return;
    const found = readHeader(bytes);
    if (found === null) this.#unreadable++;
    if (found === null || found === 'none') return;
    const { files = [], ...rest } = found;
    this.#files += files.length;
    if (this.#files <= mostFiles) return this.#findings.add(found);
    this.#findings.add(rest);
    this.miss(`lists more than ${formatCount(mostFiles)} files: those of ${found.name.slice(0, 80)} were left out`);
  }

  miss(reason: string): void {
    this.#findings.miss(reason);
  }

  result(): Cataloged {
    if (this.left < 0) this.miss('has the same header in several places: it is damaged');
    if (this.#unreadable > 0) this.miss(unreadable(this.#unreadable));
    return this.#findings.result();
  }
}

const unreadable = (count: number): string =>
  count === 1
    ? 'has a header that could not be read: it is damaged, or names no package'
    : `has ${formatCount(count)} headers that could not be read: they are damaged, or name no package`;

function read(bytes: Uint8Array): Cataloged {
  const packages = new Packages(bytes.length);
  const form = forms.find(({ recognises }) => recognises(bytes));
  if (form) form.read(bytes, packages);
  else if (bytes.length > 0) packages.miss('is no database of rpm: neither SQLite, nor ndb, nor Berkeley DB');
  return packages.result();
}

const mostOfBoth = 50_000_000;
const isLarge = `one of both is larger than ${formatBytes(mostOfBoth)}`;
const newest =
  'may hold packages that were installed or removed last and are not yet written into rpmdb.sqlite: it is not read, as';
const rebuild = 'Running "rpm --rebuilddb" in the last step of the build writes them';

const unreadLog = `${newest} that does not lie beside it, or ${isLarge}. ${rebuild}`;
const unreadApart =
  `has a log beside it that came or went with another layer. It ${newest} ${isLarge}, or a layer could not be read. ` +
  rebuild;

function readOne({ path, bytes }: CatalogedFile): Cataloged {
  if (!path.endsWith(log)) return read(bytes);
  return { packages: [], unknowns: bytes.length > 0 ? [unreadLog] : [] };
}

function readWithLog(main: CatalogedFile, beside: CatalogedFile): Cataloged {
  const { bytes, problem } = laidOver(main.bytes, beside.bytes);
  const said = read(bytes);
  return problem === null ? said : { ...said, unknowns: [...said.unknowns, `has ${problem}`] };
}

export const rpm: Cataloger = {
  id: 'rpm',
  title: 'package database of rpm',
  names,
  selects: (path) => places.has(path),
  mostBytes: 200_000_000,
  read: readOne,
  together: {
    pairOf(path) {
      const main = path.endsWith(log) ? path.slice(0, -log.length) : path;
      if (!main.endsWith(database)) return null;
      return { main, beside: `${main}${log}`, mostBytes: mostOfBoth, unread: unreadApart };
    },
    read(main, beside) {
      if (main && beside) return readWithLog(main, beside);
      return readOne((main ?? beside) as CatalogedFile);
    },
  },
};
