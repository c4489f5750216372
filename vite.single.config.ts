import { svelte } from '@sveltejs/vite-plugin-svelte';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vite';
import { noticesCheck } from './scripts/lib/notices-check.ts';
import { shellCheckProgram } from './scripts/lib/shellcheck-program.ts';
import { singleFile } from './scripts/lib/single-file.ts';

const root = import.meta.dirname;
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const shellCheck = () => shellCheckProgram(root, { inOneFile: true });
const notices = () => noticesCheck(join(root, 'THIRD_PARTY_NOTICES.md'));
const oneChunk = { output: { codeSplitting: false } };

/** The page as one file, dist/plimsoll.html, beside what the ordinary build writes (vite.config.ts). */
export default defineConfig({
  base: './',
  define: { __APP_VERSION__: JSON.stringify(version), __SINGLE_FILE__: 'true' },
  plugins: [svelte(), shellCheck(), notices(), singleFile(root)],
  publicDir: false,
  build: {
    target: 'es2022',
    emptyOutDir: false,
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    modulePreload: false,
    // All of the page in one script, on purpose.
    chunkSizeWarningLimit: Infinity,
    rolldownOptions: oneChunk,
  },
  worker: { format: 'iife', rolldownOptions: oneChunk, plugins: () => [shellCheck(), notices()] },
});
