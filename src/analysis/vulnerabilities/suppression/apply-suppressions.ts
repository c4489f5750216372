import type { ImagePackage } from '../../../packages/package.ts';
import type { Advisory } from '../vulnerability.ts';
import { pathGlob } from './path-glob.ts';
import { matchesPurl, parsePurl, type PurlPattern } from './purl-pattern.ts';
import type { Suppression, SuppressionStatus } from './suppression.ts';

/** What an image is known by, to tell whether a statement is about it. */
export interface SuppressedImage {
  /** Every name that its archive gives it: `docker.io/library/web:1.4`. */
  readonly tags: readonly string[];
  /** Of its manifest, of its config: what a statement may name it by. */
  readonly digests: readonly string[];
}

const endsIt: ReadonlySet<SuppressionStatus> = new Set(['ignored', 'not_affected', 'fixed']);

/** `docker.io/library/web:1.4` as its repository and tag. */
function readTag(tag: string): { repository: string; tag: string } {
  const [bare = ''] = tag.split('@');
  const colon = bare.lastIndexOf(':');
  return colon > bare.lastIndexOf('/')
    ? { repository: bare.slice(0, colon), tag: bare.slice(colon + 1) }
    : { repository: bare, tag: 'latest' };
}

/** Docker leaves both out of the names of its own. */
const shortName = (repository: string): string =>
  repository.replace(/^(?:index\.)?docker\.io\//, '').replace(/^library\//, '');

/** `pkg:oci/web@sha256:…?repository_url=ghcr.io/shop/web&tag=1.4`: what it names has to agree. */
function isImage({ name, version, qualifiers }: PurlPattern, { tags, digests }: SuppressedImage): boolean {
  if (version !== null) return digests.includes(version);
  const url = qualifiers.get('repository_url');
  const wantedTag = qualifiers.get('tag');
  return tags.map(readTag).some(({ repository, tag }) => {
    if (repository.split('/').at(-1)?.toLowerCase() !== name) return false;
    if (wantedTag !== undefined && wantedTag !== tag) return false;
    return url === undefined || [url, `${url}/${name}`].some((one) => shortName(one) === shortName(repository));
  });
}

/** The statements about one flaw after the other, of thousands found by its ids. */
export class Suppressions {
  readonly #byId = new Map<string, Suppression[]>();
  readonly #image: SuppressedImage;
  readonly #globs = new Map<string, ((path: string) => boolean) | null>();
  readonly #used = new Set<Suppression>();

  /** `now`: RFC 3339; what has expired by then does not count. */
  constructor(all: readonly Suppression[], image: SuppressedImage, now: string) {
    this.#image = image;
    const time = Date.parse(now);
    for (const one of all) {
      if (one.expires !== null && Date.parse(one.expires) <= time) continue;
      for (const id of new Set(one.ids)) {
        const known = this.#byId.get(id);
        if (known) known.push(one);
        else this.#byId.set(id, [one]);
      }
    }
  }

  /** What sets a flaw of a package apart; null where nothing does. */
  of({ ids }: Pick<Advisory, 'ids'>, found: Pick<ImagePackage, 'purl' | 'path'>): Suppression | null {
    const asked = new Set(ids.flatMap((id) => this.#byId.get(id) ?? []));
    if (asked.size === 0) return null;
    const fitting = [...asked].filter((one) => this.#isAbout(one, found));
    for (const one of fitting) this.#used.add(one);
    return decide(fitting);
  }

  /** Those that were about nothing so far. */
  unused(all: readonly Suppression[]): Suppression[] {
    return all.filter((one) => !this.#used.has(one));
  }

  #isAbout({ paths, products }: Suppression, { purl: text, path }: Pick<ImagePackage, 'purl' | 'path'>): boolean {
    if (paths.length > 0 && !paths.some((glob) => this.#globOf(glob)?.(path))) return false;
    if (products.length === 0) return true;
    const purl = parsePurl(text);
    if (!purl) return false;
    return products.some((product) => {
      if (product.purl.type !== 'oci') return matchesPurl(product.purl, purl);
      if (!isImage(product.purl, this.#image)) return false;
      return product.subcomponents.length === 0 || product.subcomponents.some((one) => matchesPurl(one, purl));
    });
  }

  #globOf(glob: string): ((path: string) => boolean) | null {
    if (!this.#globs.has(glob)) this.#globs.set(glob, pathGlob(glob));
    return this.#globs.get(glob) ?? null;
  }
}

/** A user's own list counts whatever else is stated; of statements, the latest, and of the same time the last. */
function decide(fitting: readonly Suppression[]): Suppression | null {
  const own = fitting.find(({ status }) => status === 'ignored');
  if (own) return own;
  let last: Suppression | null = null;
  for (const one of fitting) {
    if (last === null || (Date.parse(one.stated) || 0) >= (Date.parse(last.stated) || 0)) last = one;
  }
  return last && endsIt.has(last.status) ? last : null;
}
