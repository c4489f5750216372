// A file of Python: its text, or what stands in a compiled one.
import { decodeText } from '../../bytes/text.ts';
import type { Bytes } from '../../bytes/units.ts';
import { isElf } from '../../content/elf-fields.ts';
import type { TracedFile, Tracing } from '../tracing.ts';
import { namesOfBytecode, takeNamesOfLibrary } from './binary-names.ts';
import { isCompiled } from './module-index.ts';
import { ModuleReader, mostText, type Source } from './module-reader.ts';
import { scanPython } from './scan.ts';
import { PythonWorld } from './world.ts';

const mostBinary: Bytes = 64_000_000;

const isSettingsPath = (path: string): boolean => /(?:^|[/_])settings(?:\/[^/]+)?\.py$/.test(path);

function sourceOf({ node, path }: TracedFile, world: PythonWorld, tracing: Tracing): Source {
  const belonging = world.belongingOf(node, tracing);
  // Of an application, any module may be started by hand.
  const isMain = belonging.kind === 'application' || world.mains.has(node);
  const isSettings = belonging.kind === 'application' && (isSettingsPath(path) || world.settings.has(node));
  return { path, folder: tracing.rootfs.parentOf(node), isMain, isSettings, belonging };
}

async function takeBinary(file: TracedFile, reader: ModuleReader, tracing: Tracing): Promise<void> {
  const names = new Set<string>();
  for await (const piece of tracing.pieces(file.node, { start: 0, end: mostBinary })) takeNamesOfLibrary(piece, names);
  reader.takeNames(names);
}

/** Lines of a `.pth` file that are code. */
const codeOf = (text: string): string =>
  text
    .split(/\r?\n/)
    .filter((line) => /^import[ \t]/.test(line))
    .join('\n');

export async function followModule(file: TracedFile, tracing: Tracing): Promise<void> {
  const world = PythonWorld.of(tracing);
  if (world.followed.has(file.node)) return;
  world.followed.add(file.node);
  const reader = new ModuleReader(world, tracing, sourceOf(file, world, tracing));
  if (isElf(file.head)) {
    await takeBinary(file, reader, tracing);
    return;
  }
  if (isCompiled(file.path)) {
    const bytes = await tracing.read(file.node, 0, mostText);
    reader.takeNames(bytes ? namesOfBytecode(bytes) : new Set());
    return;
  }
  const text = file.size <= file.head.length ? decodeText(file.head) : await tracing.textOf(file.node, mostText);
  if (text === null)
    tracing.note(`${file.path} is larger than 4 MB, or could not be read: what it imports is not known.`);
  else await reader.take(scanPython(file.path.endsWith('.pth') ? codeOf(text) : text));
}
