/** One record as a database has it, with what a test wants otherwise. */
export const osvJson = (parts: object = {}): object => ({
  id: 'GHSA-0000',
  modified: '2026-01-02T03:04:05Z',
  affected: [affectedPackage('npm', 'left')],
  ...parts,
});

/** A range of versions; without an end it goes on. */
export const range = (introduced: string, fixed?: string): object => ({
  type: 'ECOSYSTEM',
  events: [{ introduced }, ...(fixed ? [{ fixed }] : [])],
});

export const affectedPackage = (ecosystem: string, name: string, parts: object = {}): object => ({
  package: { ecosystem, name },
  ranges: [range('0', '1.0.0')],
  ...parts,
});
