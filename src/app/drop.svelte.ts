import { toFault } from '../fault.ts';
import { problemOf } from '../report/build-report.ts';
import type { InputProblem } from '../report/report.ts';
import { folderNameOf } from './chosen-folder.ts';
import { folderOf, readFolder, type Dropped, type DroppedFolder } from './folder.ts';
import { readsAsDockerfile } from './intake.ts';
import { isTextField } from './typing.ts';
import type { WalkOptions } from './walk-folder.ts';
import type { Workspace } from './workspace.svelte.ts';

/** How files and text reach the workspace: dropped anywhere on the window, pasted, or chosen. */
export class FileIntake {
  /** Things held over the window; 0 while nothing is dragged. */
  hovering = $state(0);
  /** Files handed over and not yet recognised. */
  reading = $state.raw<readonly Dropped[]>([]);
  private readonly workspace: Workspace;

  constructor(workspace: Workspace) {
    this.workspace = workspace;
  }

  takeFiles(files: readonly File[]): void {
    this.forgetProblems();
    void this.take(files);
  }

  private async take(dropped: readonly Dropped[]): Promise<void> {
    if (dropped.length === 0) return;
    this.reading = [...this.reading, ...dropped];
    await this.workspace.add(dropped);
    this.reading = this.reading.filter((item) => !dropped.includes(item));
  }

  cancel(): void {
    this.workspace.cancel();
    this.reading = [];
  }

  dragOver(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    this.hovering = event.dataTransfer.items.length || 1;
  }

  /** Leaving an element enters the next one; only leaving the window has nowhere to go. */
  dragLeave(event: DragEvent): void {
    if (event.relatedTarget === null) this.hovering = 0;
  }

  drop(event: DragEvent): void {
    this.hovering = 0;
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    // Both are to be asked for before the event is over.
    const folders = [...event.dataTransfer.items].flatMap((item) => folderEntry(item) ?? []);
    const names = folders.map(({ name }) => name);
    const files = [...event.dataTransfer.files].filter((file) => !names.includes(file.name));
    void this.takeFolders(folders, readFolder, files);
  }

  /** A folder that was chosen, as the files in it. */
  takeFolder(files: ArrayLike<File>): void {
    void this.takeFolders([{ name: folderNameOf(files), files }], folderOf);
  }

  private async takeFolders<T extends { readonly name: string }>(
    folders: readonly T[],
    read: (folder: T, options: WalkOptions) => Promise<DroppedFolder>,
    files: readonly File[] = [],
  ): Promise<void> {
    this.forgetProblems();
    const dropped: Dropped[] = [...files];
    for (const folder of folders) {
      try {
        const taken = await this.workspace.walk(folder.name, (options) => read(folder, options));
        if (!taken) return;
        dropped.push(taken);
      } catch (error) {
        this.addProblem(problemOf(toFault(error, folder.name)));
      }
    }
    await this.take(dropped);
  }

  paste(event: ClipboardEvent): void {
    if (isTextField(event)) return;
    const files = [...(event.clipboardData?.files ?? [])];
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (files.length === 0 && text.trim() === '') return;
    event.preventDefault();
    if (files.length > 0) this.takeFiles(files);
    else this.pasteText(text);
  }

  pasteText(text: string): void {
    if (readsAsDockerfile(text)) this.workspace.dockerfiles.add([{ name: 'Dockerfile', text }]);
    else this.addProblem(pasteProblem);
  }

  addProblem(problem: InputProblem): void {
    this.workspace.problems.list = [...this.workspace.problems.list, problem];
  }

  // What the start screen says of the last attempt has been read when the next one begins.
  private forgetProblems(): void {
    if (this.workspace.phase === 'failed') this.workspace.problems.clear();
  }
}

function folderEntry(item: DataTransferItem): FileSystemDirectoryEntry | null {
  const entry = item.kind === 'file' ? item.webkitGetAsEntry() : null;
  return entry?.isDirectory ? (entry as FileSystemDirectoryEntry) : null;
}

const pasteProblem: InputProblem = {
  file: 'Pasted text',
  code: 'not-recognised',
  message: 'The pasted text does not read as a Dockerfile: its first instruction would be FROM or ARG.',
};
