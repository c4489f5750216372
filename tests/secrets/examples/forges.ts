import type { Examples } from './index.ts';

// The bodies are made up, and the prefixes are written apart, so that nobody's scanner takes this file for a leak.
export const forges: Readonly<Record<string, Examples>> = {
  'github-token': {
    matches: [
      `export GH_TOKEN=⟦gh${'p_'}zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq17⟧`,
      `https://x-access-token:⟦gh${'s_'}${'a1B2'.repeat(9)}⟧@github.com/acme/shop`,
    ],
    misses: [`gh${'p_'}${'a1B2'.repeat(8)}`, `sigh${'p_'}${'a1B2'.repeat(9)}`, 'ghp_your_token_goes_here'],
  },
};
