import { ChangeKindCode } from '../../rootfs/columns.ts';
import type { Rootfs } from '../../rootfs/rootfs.ts';
import { addedSources, type AddedSources } from '../added-sources.ts';
import type { Failure, HardeningCheck } from '../check.ts';
import { checkHistory } from '../check-steps.ts';
import { placeOf, type HistoryStep } from '../history-steps.ts';

const messages: Readonly<Record<Exclude<AddedSources, 'needs-add'>, string>> = {
  folder: 'ADD copies a folder, which COPY does as well.',
  plain: 'ADD copies local files, which COPY does as well.',
  hidden: 'ADD may copy a local file: the history does not tell whether it was an archive or an address.',
};

/** The first layer of an image built from scratch, or of its base image, is the root file system. */
function withoutBase(steps: readonly HistoryStep[]): readonly HistoryStep[] {
  const first = steps.find(({ layer }) => layer !== null);
  return steps.filter((step) => step.keyword === 'ADD' && step !== first);
}

/** One file became several: it was an archive. */
function isUnpacked({ text, layer }: HistoryStep, rootfs: Rootfs): boolean {
  if (layer === null || !text.startsWith('file:')) return false;
  const { eventKinds } = rootfs.columns;
  let files = 0;
  for (const event of rootfs.eventsOfLayer(layer)) {
    if (!rootfs.isDirectory(event) && eventKinds[event] !== ChangeKindCode.removed) files++;
    if (files > 1) return true;
  }
  return false;
}

export const noAdd: HardeningCheck = {
  code: 'CIS-DI-0009',
  source: 'dockle',
  also: [{ code: 'DS-0005', source: 'trivy' }],
  severity: 'error',
  group: 'build',
  title: 'Files are copied with COPY, not with ADD',
  why: 'ADD also downloads and unpacks: a file that is put in the place of another, or an address that answers otherwise one day, changes what the image holds. For an archive to be unpacked or an address with a checksum ADD is right, but histories of docker’s classic builder and of buildah hide what was added: where the layer has one file, it may have been either.',
  fix: 'Use COPY for files and folders, and ADD --checksum=… for addresses.',
  check: ({ image, rootfs }) =>
    checkHistory(image, (steps) =>
      withoutBase(steps).flatMap((step): Failure[] => {
        const sources = addedSources(step.text);
        if (sources === 'needs-add' || (sources === 'hidden' && isUnpacked(step, rootfs))) return [];
        return [{ message: messages[sources], ...placeOf(step) }];
      }),
    ),
};
