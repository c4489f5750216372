// Node: the modules that its scripts require and import, and what package managers start.
import { decodeText } from '../../bytes/text.ts';
import type { Bytes } from '../../bytes/units.ts';
import { isElf } from '../../content/elf-fields.ts';
import { followSource, runOf } from '../node/follow-module.ts';
import { mayNeedFolder } from '../node/package-files.ts';
import { ownFolder, parentOf } from '../node/packages.ts';
import { isManager, startManager } from '../node/start-manager.ts';
import { isNode, isRunner, startNode, startRunner } from '../node/start-node.ts';
import type { Follower, TracedFile, Tracing } from '../tracing.ts';

/** Bundles have some megabytes. */
const mostSource: Bytes = 16_000_000;

async function followFile({ node, path, size, head }: TracedFile, tracing: Tracing): Promise<void> {
  const run = runOf(tracing);
  const isWhole = [...run.whole].some((folder) => path.startsWith(`${folder}/`));
  // What is surely needed was followed before what may be.
  if (isWhole || run.followed.has(node) || isElf(head)) return;
  run.followed.add(node);
  const source = size <= head.length ? decodeText(head) : await tracing.textOf(node, mostSource);
  if (source !== null) return followSource(source, { path, folder: parentOf(path) }, tracing);
  tracing.note(`${path} is larger than 16 MB or can’t be read: what it requires was not looked for.`);
  mayNeedFolder((await ownFolder(path, tracing)) ?? parentOf(path), `may be required by ${path}`, tracing);
}

export const node: Follower = {
  id: 'node',
  selects: ({ path }) => /\.[cm]?[jt]s$/.test(path) && !/\.d\.[cm]?ts$/.test(path),
  follow: followFile,
  starts: (name) => isNode(name) || isManager(name) || isRunner(name),
  start: async (command, program, tracing) => {
    if (isNode(command.name)) await startNode(command, program, tracing);
    else if (isManager(command.name)) await startManager(command, tracing.rootfs.pathOf(program), tracing);
    else await startRunner(command, tracing);
  },
};
