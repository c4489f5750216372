import { changesCsv } from './changes-csv.ts';
import type { ExportFormat } from './export-format.ts';
import { filesCsv } from './files-csv.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';

/** In the order in which they are offered. */
export const exportFormats: readonly ExportFormat[] = [json, markdown, filesCsv, changesCsv];
