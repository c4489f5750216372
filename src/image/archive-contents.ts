import type { Fault } from '../fault.ts';
import type { ArchiveImage, Attestation } from './model.ts';
import type { ArchiveNote } from './notes.ts';

/** More in one archive are not opened; what is under these is shown. */
export const archiveLimits = {
  images: 1000,
  layersOfImage: 10_000,
  layers: 100_000,
  attestations: 10_000,
  notes: 100,
  faults: 20,
} as const;

/** What a fault is about that is told once for each of these; null for one that is told as often as it is met. */
function toldOnceOf(fault: Fault): string | null {
  if (fault.kind === 'missing-blob') return `missing ${fault.path}`;
  return fault.kind === 'limit' ? `limit of ${fault.what}` : null;
}

/** What a format reader finds in an archive; it adds to the lists as it goes. */
export class ArchiveContents {
  readonly images: ArchiveImage[] = [];
  readonly attestations: Attestation[] = [];
  readonly notes: ArchiveNote[] = [];
  readonly faults: Fault[] = [];
  private layers = 0;

  constructor(private readonly fileName: string) {}

  addImage(image: ArchiveImage): void {
    this.layers += image.layers.length;
    this.images.push(image);
  }

  addAttestations(attestations: readonly Attestation[]): void {
    const room = archiveLimits.attestations - this.attestations.length;
    if (attestations.length > room) this.limit('attestations', archiveLimits.attestations);
    for (const attestation of attestations.slice(0, room)) this.attestations.push(attestation);
  }

  addNote(note: ArchiveNote): void {
    if (this.notes.length < archiveLimits.notes) this.notes.push(note);
  }

  /** True, with a fault that says so, where no more images may be added. */
  isFull(): boolean {
    if (this.images.length >= archiveLimits.images) return this.limit('images', archiveLimits.images);
    if (this.layers >= archiveLimits.layers) return this.limit('layers', archiveLimits.layers);
    return false;
  }

  private limit(what: string, limit: number): true {
    const { fileName } = this;
    this.faults.push({ kind: 'limit', fileName, what: `the ${what} of an archive`, limit, unit: 'entries' });
    return true;
  }

  /**
   * The faults as they are told: a blob that several manifests name is missed once, a limit that all of them cross is told
   * once, and of thousands the first are listed.
   */
  listedFaults(): Fault[] {
    const told = new Set<string>();
    const faults = this.faults.filter((fault) => {
      const subject = toldOnceOf(fault);
      if (subject === null) return true;
      const isNew = !told.has(subject);
      told.add(subject);
      return isNew;
    });
    return firstFaults(faults, this.fileName);
  }
}

/** Of thousands of faults the first, and how many more there are. */
export function firstFaults(faults: readonly Fault[], fileName: string): Fault[] {
  const count = faults.length - archiveLimits.faults;
  if (count <= 0) return [...faults];
  return [...faults.slice(0, archiveLimits.faults), { kind: 'more-faults', fileName, count }];
}
