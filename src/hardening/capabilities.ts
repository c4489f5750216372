// What a file with capabilities may do.
import { readFileCapabilities } from '../layer/file-capabilities.ts';
import type { CapableBody } from './layer-bodies.ts';

export { capabilityAttribute } from '../layer/file-capabilities.ts';

/**
 * What a program gets that is started from the file; null where that is nothing: the attribute grants none, or is one that
 * Linux refuses.
 */
export function readCapabilities(attribute: Uint8Array): Pick<CapableBody, 'permitted' | 'effective'> | null {
  const found = readFileCapabilities(attribute);
  if (!found || found.permitted.length === 0) return null;
  return { permitted: [...found.permitted], effective: found.effective };
}
