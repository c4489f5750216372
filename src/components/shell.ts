import { createContext } from 'svelte';

/** What a view can ask of the page around it. */
export interface Shell {
  /** Takes files as if they had been dropped. */
  takeFiles(files: readonly File[]): void;
  /** Takes a folder that was chosen, as the files in it: a list that stays as it is. */
  takeFolder(files: FileList): void;
  pasteDockerfile(): void;
}

export const [useShell, provideShell] = createContext<Shell>();
