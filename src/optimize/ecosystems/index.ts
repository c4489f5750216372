import type { Ecosystem, EcosystemInput, FoundEcosystem } from '../ecosystem.ts';
import { cCpp } from './c-cpp.ts';
import { dotnet } from './dotnet.ts';
import { go } from './go.ts';
import { java } from './java.ts';
import { node } from './node.ts';
import { php } from './php.ts';
import { python } from './python.ts';
import { ruby } from './ruby.ts';
import { rust } from './rust.ts';
import { staticSite } from './static-site.ts';

/** Those with the most to say first. */
export const ecosystems: readonly Ecosystem[] = [node, python, go, java, staticSite, rust, php, ruby, dotnet, cCpp];

export function findEcosystems(input: EcosystemInput): FoundEcosystem[] {
  return ecosystems.flatMap((ecosystem) => {
    const facts = ecosystem.find(input);
    const { id, name, coverage } = ecosystem;
    return facts ? [{ id, name, coverage, ...facts }] : [];
  });
}
