import type { ExportFormat } from './export-format.ts';

export const json: ExportFormat = {
  id: 'json',
  title: 'JSON report',
  purpose: 'Everything, for scripts and for comparing in CI. Its schema is report.schema.json on this site.',
  fileName: 'plimsoll-report.json',
  mediaType: 'application/json',
  write: (report) => `${JSON.stringify(report, null, 2)}\n`,
};
