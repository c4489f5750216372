import { changesCsv } from './changes-csv.ts';
import { checkstyle } from './checkstyle.ts';
import { compareMarkdown } from './compare-markdown.ts';
import { cyclonedx } from './cyclonedx.ts';
import type { ExportFormat } from './export-format.ts';
import { filesCsv } from './files-csv.ts';
import { gitlab } from './gitlab.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { sarif } from './sarif.ts';
import { packagesCsv } from './packages-csv.ts';
import { secretsCsv } from './secrets-csv.ts';
import { spdx } from './spdx.ts';
import { vulnerabilitiesCsv } from './vulnerabilities-csv.ts';

/** In the order in which they are offered, those of a group one after the other. */
export const exportFormats: readonly ExportFormat[] = [
  json,
  sarif,
  checkstyle,
  gitlab,
  cyclonedx,
  spdx,
  markdown,
  compareMarkdown,
  secretsCsv,
  packagesCsv,
  vulnerabilitiesCsv,
  filesCsv,
  changesCsv,
];
