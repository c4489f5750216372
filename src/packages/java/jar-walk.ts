import { isZip, ZipReader, type ZipEntry } from '../../archive/zip-reader.ts';
import { formatBytes, type Bytes } from '../../bytes/units.ts';
import type { Cataloged, FoundPackage } from '../package.ts';
import { identifyJar } from './jar-identity.ts';
import { mostManifest, parseManifest, type Manifest } from './manifest.ts';
import { mostPom, parsePomLicences, pomFolder } from './pom-licences.ts';
import { isPomProperties, mostPomProperties, parsePomProperties, type Coordinates } from './pom-properties.ts';

export const jarLimits = {
  /** Archives in each other: a web application in an enterprise one is 3 deep. */
  depth: 50,
  /** In all archives of a file together. */
  entries: 100_000,
  archives: 10_000,
  /** An archive that is packed in another one has to be unpacked whole: so much at once. */
  held: 32_000_000 as Bytes,
  /** Manifests, and archives in archives, hardly become larger: a file may unpack to so many times its size, and somewhat more. */
  ratio: 10,
  unpackedBase: 2_000_000 as Bytes,
  unpacked: 400_000_000 as Bytes,
  /** Of the archives in all, each with those in it: the same bytes can be listed as many entries. */
  opened: 2_000_000_000 as Bytes,
  packages: 10_000,
  /** Of the way into archives in each other. */
  place: 2048,
  unknowns: 20,
} as const;

export const archiveEnding = /\.(?:jar|war|ear|sar|par|nar|hpi|jpi|rar|lpkg|kar)$/i;
const noManifest: Manifest = new Map();

/** More than that is not looked at: the reason is told, and what was found till then. */
class Stop extends Error {}

interface Archive {
  readonly fileName: string;
  readonly inside: string;
  readonly depth: number;
  /** By all that they say: the same one may be listed often. */
  readonly poms: Map<string, Coordinates>;
  /** By `group/artifact`. */
  readonly licences: Map<string, readonly string[]>;
  manifest: Manifest;
  hasClasses: boolean;
  hasArchives: boolean;
}

/** Reads a Java archive, and those in it. */
export class JarWalk {
  readonly #packages: FoundPackage[] = [];
  readonly #unknowns = new Set<string>();
  readonly #nameless: string[] = [];
  #entries = 0;
  #archives = 0;
  #held: Bytes = 0;
  #opened: Bytes = 0;
  #unpacked: Bytes;

  constructor(size: Bytes) {
    const { unpacked, unpackedBase, ratio } = jarLimits;
    this.#unpacked = Math.min(unpacked, unpackedBase + ratio * size);
  }

  read(path: string, bytes: Uint8Array): Cataloged {
    try {
      this.#open(path, '', bytes, 1);
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
    }
    const unknowns = [...this.#unknowns, ...namelessIn(this.#nameless)];
    return { packages: this.#packages, unknowns };
  }

  #open(fileName: string, inside: string, bytes: Uint8Array, depth: number): void {
    const { archives, opened } = jarLimits;
    if (++this.#archives > archives || (this.#opened += bytes.length) > opened) {
      this.#stop(`holds more archives than are looked into: those behind ${inside} were not`);
    }
    const reader = new ZipReader(bytes);
    if (!reader.hasDirectory && !isZip(bytes)) return this.#say(`${of(inside)}is no zip archive`);
    const archive = {
      fileName,
      inside,
      depth,
      poms: new Map(),
      licences: new Map(),
      manifest: noManifest,
      hasClasses: false,
      hasArchives: false,
    };
    try {
      this.#readEntries(reader, archive);
    } finally {
      this.#identify(archive);
    }
  }

  #readEntries(reader: ZipReader, archive: Archive): void {
    let isWhole = reader.hasDirectory;
    // Where headers are looked for, those in a stored archive are found as well.
    let behind: Bytes = 0;
    for (const entry of reader.entries()) {
      if (entry && entry.start < behind) continue;
      if (++this.#entries > jarLimits.entries) {
        const last = archive.inside === '' ? '' : `, the last in ${archive.inside}`;
        this.#stop(`holds more than 100,000 entries${last}: those behind them were not looked at`);
      }
      if (!entry) isWhole = false;
      else if (this.#readEntry(reader, entry, archive) && !reader.hasDirectory) behind = entry.start + entry.size;
    }
    if (!isWhole) this.#say(`${of(archive.inside)}is cut off or damaged: some of its entries could not be read`);
  }

  /** True for an archive. */
  #readEntry(reader: ZipReader, entry: ZipEntry, archive: Archive): boolean {
    const { name } = entry;
    if (name.endsWith('.class')) archive.hasClasses = true;
    else if (isManifest(name)) {
      const bytes = this.#contentOf(reader, entry, archive, mostManifest, false);
      if (bytes) archive.manifest = parseManifest(bytes);
    } else if (isPomProperties(name)) {
      const bytes = this.#contentOf(reader, entry, archive, mostPomProperties, true);
      const pom = bytes && parsePomProperties(name, bytes);
      if (pom) archive.poms.set(JSON.stringify(pom), pom);
    } else if (pomFolder(name) !== null) {
      const bytes = this.#contentOf(reader, entry, archive, mostPom, false);
      if (bytes) archive.licences.set(pomFolder(name) ?? '', parsePomLicences(bytes));
    } else if (archiveEnding.test(name)) {
      archive.hasArchives = true;
      this.#descend(reader, entry, archive);
      return true;
    }
    return false;
  }

  #descend(reader: ZipReader, entry: ZipEntry, { inside, depth }: Archive): void {
    const place = placeOf(entry, inside);
    if (depth >= jarLimits.depth) {
      return this.#say(
        `holds archives in each other more than ${jarLimits.depth} deep: the innermost were not looked at`,
      );
    }
    if (place.length > jarLimits.place) return this.#say('holds an archive under a name that is too long to be one');
    const isPacked = entry.method !== 0;
    const most = isPacked ? jarLimits.held - this.#held : Infinity;
    const content = this.#contentOf(reader, entry, { inside }, most, true);
    if (!content) return;
    // What was unpacked is there until something else is: it is kept apart.
    const bytes = isPacked ? content.slice() : content;
    const held = isPacked ? bytes.length : 0;
    this.#held += held;
    this.#open(entry.name, place, bytes, depth + 1);
    this.#held -= held;
  }

  /** Null where it can't be read, which is told; so is where more than `most` was wanted, or was not there. */
  #contentOf(
    reader: ZipReader,
    entry: ZipEntry,
    { inside }: Pick<Archive, 'inside'>,
    most: Bytes,
    wantsAll: boolean,
  ): Uint8Array | null {
    const place = placeOf(entry, inside);
    const isPacked = entry.method !== 0;
    const content = reader.contentOf(entry, isPacked ? Math.min(most, this.#unpacked) : most);
    if (!content)
      return this.#cannot(place, entry.isEncrypted ? 'is encrypted' : 'is packed in a way that is not known');
    if (isPacked) this.#unpacked -= content.bytes.length;
    if (this.#unpacked <= 0) {
      this.#stop(
        `unpacks to many times its size, as a bomb does: what lies behind ${place.slice(0, jarLimits.place)} was not looked at`,
      );
    }
    if (content.isWhole || (!wantsAll && content.bytes.length >= most)) return content.bytes;
    if (content.bytes.length >= most) return this.#cannot(place, `is larger than ${formatBytes(most)}`);
    this.#cannot(place, 'is cut off or damaged');
    return content.bytes;
  }

  #cannot(place: string, why: string): null {
    this.#say(`holds ${place.slice(0, jarLimits.place)}, which ${why}`);
    return null;
  }

  #identify(archive: Archive): void {
    const { own, shaded } = identifyJar({ ...archive, poms: [...archive.poms.values()] });
    const room = jarLimits.packages - this.#packages.length;
    const found = own ? [own, ...shaded] : shaded;
    if (found.length > room) this.#say('holds more than 10,000 packages: the others were left out');
    this.#packages.push(...found.slice(0, Math.max(0, room)));
    const { inside, hasClasses, hasArchives } = archive;
    if (!own && shaded.length === 0 && hasClasses && !(inside === '' && hasArchives)) this.#nameless.push(inside);
  }

  #say(reason: string): void {
    if (this.#unknowns.size < jarLimits.unknowns) this.#unknowns.add(reason);
  }

  #stop(reason: string): never {
    this.#unknowns.add(reason);
    throw new Stop();
  }
}

const placeOf = ({ name }: ZipEntry, inside: string): string => (inside === '' ? name : `${inside}!/${name}`);

const isManifest = (name: string): boolean => name.length === 20 && name.toUpperCase() === 'META-INF/MANIFEST.MF';

const of = (inside: string): string => (inside === '' ? '' : `holds ${inside}, which `);

const mostNames = 5;

function namelessIn(places: readonly string[]): string[] {
  if (places.length === 0) return [];
  if (places.length === 1 && places[0] === '')
    return ['tells neither of a package nor of a version in a form that is known'];
  const names = places.filter((place) => place !== '');
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
  return [`holds ${names.slice(0, mostNames).join(', ')}${more}, which tell of no package or no version`];
}
