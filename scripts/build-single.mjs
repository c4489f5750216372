// npm run build:single: the page as one file, dist/plimsoll.html, beside what `npm run build` writes.
import { buildSingleFile } from './lib/build-single-file.mjs';
import { singleFileName } from './lib/single-file-name.mjs';

try {
  console.log(`\ndist/${singleFileName}: ${buildSingleFile()}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
