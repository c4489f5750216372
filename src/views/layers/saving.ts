import { createContext } from 'svelte';
import type { Saving } from '../../app/saving.svelte.ts';

/** What of the shown image can be saved, and the layer that is looked at. */
export interface SavingHere {
  readonly saving: Saving;
  readonly layer: number;
}

export const [useSaving, provideSaving] = createContext<SavingHere>();
