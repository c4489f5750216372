import type { Side } from '../../app/comparison.svelte.ts';

export const sideTitles: Readonly<Record<Side, string>> = { before: 'Before', after: 'After' };
