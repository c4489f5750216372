import { formatBytes } from '../../bytes/units.ts';
import type { Instruction } from '../../dockerfile/model.ts';
import { addFlag, removeInstruction, removeParts } from '../edits.ts';
import { sumOf } from '../evidence.ts';
import { copyPlaces, directoryAt, resolvePath } from '../../dockerfile/places.ts';
import { chainOf } from '../../dockerfile/shell-chain.ts';
import type { Proposal, Rewrite, RewriteContext } from '../rewrite.ts';
import { operands } from '../shell-chain.ts';

/** The COPY that brought just this path. */
function findCopy({ dockerfile }: RewriteContext, run: Instruction, path: string): Instruction | null {
  const before = (dockerfile.stages[run.stage]?.instructions ?? []).filter(({ start }) => start < run.start).reverse();
  for (const copy of before) {
    const places = copyPlaces(dockerfile, copy);
    const [source = ''] = places?.sources ?? [];
    if (!places || places.sources.length !== 1) continue;
    const name = source.slice(source.lastIndexOf('/') + 1);
    const landed = places.intoDirectory ? resolvePath(places.destination, name) : places.destination;
    if (landed === path) return copy.flags.some((flag) => flag.name === 'chmod') ? null : copy;
  }
  return null;
}

const octal = /^0?[0-7]{3,4}$/;

/** The mode in numbers: as given, or as the file has it in the image behind `chmod +x`. */
function modeOf({ image }: RewriteContext, given: string, path: string, layer: number | undefined): string | null {
  if (octal.test(given)) return given;
  const node = image?.rootfs.find(path) ?? null;
  if (!image || node === null || layer === undefined) return null;
  const event = image.rootfs.eventAt(node, layer);
  const mode = event < 0 ? undefined : image.rootfs.columns.eventModes[event];
  return mode === undefined ? null : (mode & 0o7777).toString(8);
}

function proposeFor(context: RewriteContext, run: Instruction): Proposal[] {
  const { dockerfile, image } = context;
  const directory = directoryAt(dockerfile, run);
  const chain = chainOf(dockerfile, run);
  for (const [index, { simple }] of (chain?.parts ?? []).entries()) {
    const words = simple?.name === 'chmod' ? operands(simple) : [];
    if (!chain || directory === null || words.length !== 2 || /[$*?[]/.test(words.join(''))) continue;
    const [given = '', target = ''] = words;
    const path = resolvePath(directory, target);
    const copy = findCopy(context, run, path);
    const [layer] = context.layersOf(run);
    const mode = copy ? modeOf(context, given, path, layer) : null;
    const copies =
      image && layer !== undefined
        ? image.copiesIn(layer).filter((file) => file.path === path && image.isStoredAgain(file))
        : null;
    const isDirectory = copies ? copies.length !== 1 : !/\.\w+$/.test(path);
    if (!copy || mode === null || isDirectory) continue;
    return [
      {
        at: run,
        title: `Copy ${path} with --chmod=${mode}`,
        why: 'Changing the mode of a file in a later RUN stores the whole file a second time; COPY --chmod sets it before it is stored.',
        evidence: copies
          ? `Layer ${layer} stores ${path} again, ${formatBytes(sumOf(copies))}.`
          : `Line ${context.lineOf(run)} changes the mode of the file that line ${context.lineOf(copy)} copies.`,
        edits: [
          addFlag(copy, `--chmod=${mode}`),
          ...(removeParts(chain, new Set([index])) ?? [removeInstruction(dockerfile, run)]),
        ],
        risk: 'check',
        test: 'Build it and list the file in the image: ls -l has to show the mode that chmod gave it.',
        claims: copies?.map(({ event }) => event) ?? null,
      },
    ];
  }
  return [];
}

export const copyMode: Rewrite = {
  id: 'copy-mode',
  profile: 'safe',
  propose: (context) =>
    context.dockerfile.instructions.flatMap((run) =>
      run.keyword === 'RUN' && context.isShipped(run) ? proposeFor(context, run) : [],
    ),
};
