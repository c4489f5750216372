import type { Ecosystem, EcosystemInput, FoundEcosystem } from '../ecosystem.ts';
import { python } from './python.ts';

/** Those with the most to say first. */
export const ecosystems: readonly Ecosystem[] = [python];

export function findEcosystems(input: EcosystemInput): FoundEcosystem[] {
  return ecosystems.flatMap((ecosystem) => {
    const facts = ecosystem.find(input);
    const { id, name, coverage } = ecosystem;
    return facts ? [{ id, name, coverage, ...facts }] : [];
  });
}
