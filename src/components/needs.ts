import type { Workspace } from '../app/workspace.svelte.ts';
import type { View } from '../app/view.ts';

/** Whether what a view is about has not been dropped yet. */
export function isMissing({ needs }: View, workspace: Workspace): boolean {
  if (needs === 'image') return workspace.image === null;
  if (needs === 'dockerfile') return workspace.dockerfile === null;
  if (needs === 'image or dockerfile') return workspace.image === null && workspace.dockerfile === null;
  if (needs === 'context') return workspace.context === null;
  return false;
}
