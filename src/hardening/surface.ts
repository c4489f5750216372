import type { Bytes } from '../bytes/units.ts';
import { resolvePath } from '../rootfs/resolve-path.ts';
import { finalNode, isExecutable } from './final-node.ts';
import type { HardenedImage } from './hardened-image.ts';
import { perImage } from './per-image.ts';
import { kindOfTool, multiCallPrograms, type SurfaceKind } from './surface-tools.ts';

/** A program of the final image that helps whoever got in. */
export interface SurfaceTool {
  readonly kind: SurfaceKind;
  readonly name: string;
  readonly path: string;
  /** The program that it is another name of, by a symbolic or hard link; null where it is none. */
  readonly program: string | null;
  /** Of the program. */
  readonly size: Bytes;
  /** The layer that brought the program. */
  readonly layer: number;
  readonly package: string | null;
  /** The same for every name of one file: what is added up counts each once. */
  readonly copy: number;
}

export interface AttackSurface {
  readonly tools: readonly SurfaceTool[];
  /** False where there are more than are listed. */
  readonly whole: boolean;
}

const usualFolders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
/** Limits for hostile images; an ordinary one has some 60 tools. */
const mostTools = 1000;
const mostFolders = 100;

/** The folders in which programs are looked for, each once: /bin is /usr/bin in many images. */
function programFolders({ image, rootfs }: HardenedImage): number[] {
  const path = image.config.env.find((entry) => entry.startsWith('PATH='))?.slice('PATH='.length) ?? '';
  const named = path.split(':', mostFolders).filter((folder) => folder.startsWith('/'));
  const nodes = [...named, ...usualFolders].flatMap((folder) => resolvePath(rootfs, folder).node ?? []);
  return [...new Set(nodes)];
}

function toolAt(hardened: HardenedImage, node: number, name: string, kind: SurfaceKind): SurfaceTool | null {
  const { rootfs, bodies } = hardened;
  if (!rootfs.isThere(node)) return null;
  const path = rootfs.pathOf(node);
  const resolved = resolvePath(rootfs, path);
  const program = finalNode(rootfs, resolved.node);
  if (!program || !isExecutable(program)) return null;
  const { layer, size, copy } = program;
  const realPath = rootfs.pathOf(program.node);
  return {
    kind,
    name,
    path,
    program: program.node === node ? null : realPath,
    size,
    layer,
    package: bodies.packageOf(realPath) ?? bodies.packageOf(path),
    copy,
  };
}

/** Of several names of one file (hard links), busybox or the first is the program, the others are names of it. */
function namePrograms(tools: readonly SurfaceTool[]): SurfaceTool[] {
  const programs = new Map<number, SurfaceTool>();
  for (const tool of tools) {
    if (tool.program !== null || tool.copy < 0) continue;
    if (!programs.has(tool.copy) || multiCallPrograms.has(tool.name)) programs.set(tool.copy, tool);
  }
  return tools.map((tool) => {
    const program = tool.program === null ? programs.get(tool.copy) : undefined;
    return program && program.path !== tool.path ? { ...tool, program: program.path } : tool;
  });
}

function findTools(image: HardenedImage): AttackSurface {
  const { rootfs } = image;
  const tools: SurfaceTool[] = [];
  for (const folder of programFolders(image)) {
    for (const node of rootfs.childrenOf(folder)) {
      const name = rootfs.nameOf(node);
      const kind = kindOfTool(name);
      const tool = kind && toolAt(image, node, name, kind);
      if (!tool) continue;
      if (tools.length === mostTools) return { tools: namePrograms(tools), whole: false };
      tools.push(tool);
    }
  }
  return { tools: namePrograms(tools), whole: true };
}

/** Shells, compilers and the like in the folders of programs, in the order in which these are searched. */
export const findSurface = perImage(findTools);

/** What these take, each file once. */
export function bytesOf(tools: readonly SurfaceTool[]): Bytes {
  const sizes = new Map(tools.map(({ copy, size }) => [copy, size]));
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}
