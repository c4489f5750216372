import type { Affected } from '../../src/analysis/vulnerabilities/affected.ts';
import type { ImagePackage } from '../../src/packages/package.ts';

/** A package of an image; Python's, where nothing else is said. */
export const imagePackage = (name: string, version: string, more: Partial<ImagePackage> = {}): ImagePackage => ({
  type: 'pypi',
  name,
  version,
  licences: [],
  purl: '',
  cataloger: 'test',
  path: `/${name}`,
  layer: 1,
  hidden: null,
  osPackage: null,
  files: null,
  bytes: null,
  ...more,
});

/** The package with a flaw that a version ends. */
export const placed = (of: ImagePackage, id: string, fixed: string | null, ecosystem = 'PyPI'): Affected => ({
  package: of,
  ecosystem,
  match: {
    advisory: { id, ids: [id], summary: '', severity: 'high', score: null, isUnreviewed: false, isMalware: false },
    fixed,
    allFixed: fixed === null ? [] : [fixed],
    note: null,
  },
});
