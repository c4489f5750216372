import type { FoundPackage } from '../../packages/package.ts';

/** What of a package decides what is asked about it. */
export type AskedPackage = Pick<
  FoundPackage,
  'type' | 'name' | 'version' | 'epoch' | 'module' | 'source' | 'isApplication' | 'isGuess'
>;

export function toAsk(found: AskedPackage): AskedPackage {
  const { type, name, version, epoch, module, source, isApplication, isGuess } = found;
  return {
    type,
    name,
    version,
    ...(epoch !== undefined && { epoch }),
    ...(module !== undefined && { module }),
    ...(source && { source }),
    ...(isApplication && { isApplication }),
    ...(isGuess && { isGuess }),
  };
}
