import { findSigns, type SignsOf } from './ecosystem-signs.ts';
import type { Ecosystem } from './ecosystem.ts';

interface BasicEcosystem extends SignsOf {
  readonly id: string;
  readonly name: string;
  /** Its package manager or build tool. */
  readonly tool: string;
}

/** One of which cache order, cleanup, user and pins are known, and no more. */
export function basicEcosystem({ id, name, tool, ...signsOf }: BasicEcosystem): Ecosystem {
  return {
    id,
    name,
    coverage: 'basic',
    find(input) {
      const signs = findSigns(input, signsOf);
      return signs.length > 0 ? { tool, kind: null, signs, notes: [] } : null;
    },
  };
}
