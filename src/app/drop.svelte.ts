import type { InputProblem } from '../report/report.ts';
import { readsAsDockerfile } from './intake.ts';
import type { Workspace } from './workspace.svelte.ts';

/** How files and text reach the workspace: dropped anywhere on the window, pasted, or chosen. */
export class FileIntake {
  /** Things held over the window; 0 while nothing is dragged. */
  hovering = $state(0);
  /** Files handed over and not yet recognised. */
  reading = $state.raw<readonly File[]>([]);
  private readonly workspace: Workspace;

  constructor(workspace: Workspace) {
    this.workspace = workspace;
  }

  async take(files: readonly File[]): Promise<void> {
    if (files.length === 0) return;
    this.forgetProblems();
    this.reading = [...this.reading, ...files];
    await this.workspace.addFiles(files);
    this.reading = this.reading.filter((file) => !files.includes(file));
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
    const folders = [...event.dataTransfer.items].flatMap((item) => folderName(item) ?? []);
    void this.take([...event.dataTransfer.files].filter((file) => !folders.includes(file.name)));
    for (const folder of folders) this.addProblem(folderProblem(folder));
  }

  paste(event: ClipboardEvent): void {
    if (event.target instanceof Element && event.target.closest('input, textarea, [contenteditable]')) return;
    const files = [...(event.clipboardData?.files ?? [])];
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (files.length === 0 && text.trim() === '') return;
    event.preventDefault();
    if (files.length > 0) void this.take(files);
    else this.pasteText(text);
  }

  pasteText(text: string): void {
    if (readsAsDockerfile(text)) this.workspace.addDockerfile('Dockerfile', text);
    else this.addProblem(pasteProblem);
  }

  addProblem(problem: InputProblem): void {
    this.workspace.problems = [...this.workspace.problems, problem];
  }

  // What the start screen says of the last attempt has been read when the next one begins.
  private forgetProblems(): void {
    if (this.workspace.phase === 'failed') this.workspace.problems = [];
  }
}

function folderName(item: DataTransferItem): string | null {
  const entry = item.kind === 'file' ? item.webkitGetAsEntry() : null;
  return entry?.isDirectory ? entry.name : null;
}

const folderProblem = (folder: string): InputProblem => ({
  file: folder,
  code: 'folder',
  message: `${folder} is a folder, which this version does not read. Open it, and drop the image archive, the Dockerfile and the .dockerignore in it.`,
});

const pasteProblem: InputProblem = {
  file: 'Pasted text',
  code: 'not-recognised',
  message: 'The pasted text does not read as a Dockerfile: its first instruction would be FROM or ARG.',
};
