import { findNeeds, needsBuffers } from '../../minify/find-needs.ts';
import type { Handlers } from '../protocol.ts';

export const needsHandlers: Handlers<'find-needs'> = {
  'find-needs': async (input, { onProgress }) => {
    const output = await findNeeds(input, onProgress);
    return { output, transfer: needsBuffers(output) };
  },
};
