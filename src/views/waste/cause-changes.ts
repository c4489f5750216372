import { wasteCauses } from '../../analysis/waste-causes/index.ts';
import type { LayerReport } from '../../report/report.ts';
import type { WasteGroup } from '../../analysis/waste-groups.ts';

/** Of a change in the better Dockerfile, what is needed to lead there. */
export interface NamedChange {
  readonly id: string;
  readonly title: string;
  /** Of the Dockerfile as it is. */
  readonly lines: readonly number[];
}

/** The changes that end what a group tells: of its kind, at a line that stored or hid something of it. */
export function changesFor(
  { cause, parts }: Pick<WasteGroup, 'cause' | 'parts'>,
  layers: readonly LayerReport[],
  changes: readonly NamedChange[],
): NamedChange[] {
  const wanted = wasteCauses.find(({ id }) => id === cause)?.rewrites ?? [];
  const lines = new Set(
    parts.flatMap(({ storedIn, goneIn }) =>
      [storedIn, goneIn].map((layer) => layers[layer]?.dockerfile?.line).filter((line) => line !== undefined),
    ),
  );
  return changes.filter((change) => wanted.includes(change.id) && change.lines.some((line) => lines.has(line)));
}
