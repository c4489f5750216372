import { SparseColumnBuilder, sparseAt, sparseBuffers, type SparseColumn } from '../../bytes/sparse-column.ts';

/** Something that few paths have, of both sides of the nodes at which it differs; no bytes where one side has nothing. */
export interface DifferingColumn {
  readonly before: SparseColumn;
  readonly after: SparseColumn;
}

export class DifferingBuilder {
  private readonly before = new SparseColumnBuilder();
  private readonly after = new SparseColumnBuilder();

  push(node: number, before: Uint8Array, after: Uint8Array): void {
    this.before.push(node, before);
    this.after.push(node, after);
  }

  finish(): DifferingColumn {
    return { before: this.before.finish(), after: this.after.finish() };
  }
}

export const swapDiffering = ({ before, after }: DifferingColumn): DifferingColumn => ({
  before: after,
  after: before,
});

export const differingBuffers = ({ before, after }: DifferingColumn): ArrayBuffer[] => [
  ...sparseBuffers(before),
  ...sparseBuffers(after),
];

export const differingAt = ({ before, after }: DifferingColumn, node: number): readonly [Uint8Array, Uint8Array] => [
  sparseAt(before, node),
  sparseAt(after, node),
];
