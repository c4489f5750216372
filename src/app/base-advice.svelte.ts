import type { BasesReport } from '../report/bases-report.ts';
import type * as finding from './bases-of-image.ts';
import type { ImageSession } from './image-session.svelte.ts';
import { rightNow } from './right-now.ts';
import type { Workspace } from './workspace.svelte.ts';

/** The images’ bases and others of their families, for the report: worked out once something asks for it. */
export class BaseAdvice {
  private readonly workspace: Workspace;
  private code = $state.raw<typeof finding | null>(null);
  private loading: Promise<void> | null = null;
  private readonly day = rightNow().slice(0, 10);

  private readonly reports = $derived.by(() => this.code?.reportBases(this.workspace, this.day) ?? null);

  constructor(workspace: Workspace) {
    this.workspace = workspace;
  }

  /** Null until it was asked for, and until the image’s packages are known. */
  reportOf(session: ImageSession): BasesReport | null {
    return this.reports?.get(session) ?? null;
  }

  /** To be called in an effect of what shows it. What could not be fetched is asked for again with the next call. */
  follow(): void {
    this.loading ??= import('./bases-of-image.ts').then(
      (code) => void (this.code = code),
      () => void (this.loading = null),
    );
  }
}
