// npm run assemble: makes the WebAssembly programs of src/ from their texts. A test tells where that was forgotten.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { root } from './lib/run.mjs';
import { assembled } from './lib/assembled.mjs';

for (const { path, text } of await assembled()) {
  writeFileSync(path, text);
  console.log(relative(root, path));
}
