// All that is said of an image for a smaller one: what is needed, and what goes at each profile.
import type { ArchiveImage } from '../image/model.ts';
import type { RootfsColumns } from '../rootfs/columns.ts';
import { Rootfs } from '../rootfs/rootfs.ts';
import { FileContents } from './file-contents.ts';
import { findOwners, type Owners } from './owners.ts';
import { reachOf } from './reach.ts';
import type { ReachColumns } from './reach-columns.ts';
import { profiles, reachSums, removalAt, removalFacts, type Profile, type Removal, type Sum } from './removal.ts';

export interface NeedsInput {
  /** Of faults. */
  readonly fileName: string;
  readonly image: ArchiveImage;
  readonly columns: RootfsColumns;
  /** By layer, uncompressed, or as much of it as could be unpacked; null where it could not be read at all. */
  readonly tars: readonly (Blob | null)[];
  /** Nodes that the user keeps, with all that is below them. */
  readonly keep: readonly number[];
}

export interface FoundNeeds {
  readonly reach: ReachColumns;
  readonly owners: Owners;
  readonly removals: Readonly<Record<Profile, Removal>>;
  /** Of what the final tree shows, by ReachCode. */
  readonly sums: readonly Sum[];
}

export async function findNeeds(
  { fileName, image, columns, tars, keep }: NeedsInput,
  onProgress?: (followed: number) => void,
): Promise<FoundNeeds> {
  const rootfs = new Rootfs(columns);
  const contents = new FileContents(rootfs, tars, fileName);
  const reach = await reachOf({ image, rootfs, contents, keep }, onProgress);
  const owners = await findOwners(rootfs, contents);
  const facts = removalFacts(rootfs, reach, owners);
  const at = (profile: Profile): [Profile, Removal] => [profile, removalAt(facts, profile)];
  const removals = Object.fromEntries(profiles.map(at)) as Record<Profile, Removal>;
  return { reach, owners, removals, sums: reachSums(rootfs, reach) };
}

/** The buffers of what was found, for transfer. */
export const needsBuffers = ({ reach, owners, removals }: FoundNeeds): ArrayBuffer[] => [
  ...[reach.states.buffer, reach.by.buffer, reach.why.buffer, owners.of.buffer],
  ...profiles.map((profile) => removals[profile].reasons.buffer),
];
