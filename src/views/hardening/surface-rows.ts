import { visibleText } from '../../bytes/text.ts';
import type { Bytes } from '../../bytes/units.ts';
import { middleOfPath } from '../../components/shorten.ts';
import { bytesOf, type SurfaceTool } from '../../hardening/surface.ts';

export type SurfaceColumn = 'kind' | 'name' | 'path' | 'size' | 'layer' | 'package';

/** What the tools of a kind are together. */
export interface KindTotal {
  readonly kind: SurfaceTool['kind'];
  readonly count: number;
  /** Names of one file count once. */
  readonly bytes: Bytes;
}

/** The kinds that are there, the heaviest first. */
export function kindTotals(tools: readonly SurfaceTool[]): KindTotal[] {
  return [...new Set(tools.map(({ kind }) => kind))]
    .map((kind) => {
      const ofKind = tools.filter((tool) => tool.kind === kind);
      return { kind, count: ofKind.length, bytes: bytesOf(ofKind) };
    })
    .sort((a, b) => b.bytes - a.bytes || b.count - a.count);
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const orders: Record<SurfaceColumn, (a: SurfaceTool, b: SurfaceTool) => number> = {
  kind: (a, b) => byText(a.kind, b.kind),
  name: (a, b) => byText(a.name, b.name),
  path: (a, b) => byText(a.path, b.path),
  size: (a, b) => a.size - b.size,
  layer: (a, b) => a.layer - b.layer,
  package: (a, b) => byText(a.package ?? '', b.package ?? ''),
};

/** By a column, equal ones by their paths. `kind`: of this kind alone. */
export function surfaceRows(
  tools: readonly SurfaceTool[],
  kind: SurfaceTool['kind'] | null,
  { column, descending }: { readonly column: SurfaceColumn; readonly descending: boolean },
): SurfaceTool[] {
  const sign = descending ? -1 : 1;
  return tools
    .filter((tool) => kind === null || tool.kind === kind)
    .sort((a, b) => sign * orders[column](a, b) || byText(a.path, b.path));
}

const arrow = ' → ';
/** Of a name and the folders around it less than this would tell nothing. */
const leastOfPath = 16;

/** Its path, with what that leads to; where both are too long for a line, each has half of it, if that is enough. */
export function surfacePlace({ path, program }: Pick<SurfaceTool, 'path' | 'program'>, max: number): string {
  const shown = visibleText(path);
  const target = visibleText(program ?? '');
  const room = max - arrow.length;
  const most = shown.length + target.length <= room ? max : Math.floor(room / 2);
  if (program === null || most < leastOfPath) return middleOfPath(shown, max);
  return middleOfPath(shown, most) + arrow + middleOfPath(target, most);
}
