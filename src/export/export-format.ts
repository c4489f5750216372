import type { Report } from '../report/report.ts';

/** A way to take the report home. */
export interface ExportFormat {
  readonly id: string;
  readonly title: string;
  /** One sentence: for whom. */
  readonly purpose: string;
  readonly fileName: string;
  readonly mediaType: string;
  write(report: Report): string;
}
