import { svelte } from '@sveltejs/vite-plugin-svelte';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { writeEmptyDatabase } from './scripts/lib/build-vulndb.ts';
import { writeBuildListing } from './scripts/lib/build-listing.ts';
import { noticesCheck } from './scripts/lib/notices-check.ts';
import { shellCheckProgram } from './scripts/lib/shellcheck-program.ts';
import { emptyBut, singleFileName } from './scripts/lib/single-file-name.mjs';
import { contentSecurityPolicy, securityHeaders, writeHeadersFile } from './src/security/policy.ts';

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, 'package.json'), 'utf8')) as { version: string };

/** Folders below tests/ that hold no unit tests. */
const apart = ['tests/e2e/**', 'tests/.cache/**', 'tests/.peers/**'];

const notices = join(import.meta.dirname, 'THIRD_PARTY_NOTICES.md');

/** The policy in the built page. Not in `vite dev`, whose style sheets are inline. */
function policyInPage(): Plugin {
  return {
    name: 'plimsoll:policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy('meta') },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/** Empties the build's folder, but for the page as one file, which another build wrote (vite.single.config.ts). */
function emptyFolder(): Plugin {
  return {
    name: 'plimsoll:empty-folder',
    apply: 'build',
    renderStart: {
      order: 'pre',
      handler({ dir }) {
        if (dir && existsSync(dir)) emptyBut(dir, singleFileName);
      },
    },
  };
}

/** Files that speak of the whole build, so they are written when all others are there. */
function buildFiles(): Plugin {
  return {
    name: 'plimsoll:build-files',
    apply: 'build',
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler({ dir }) {
        if (!dir) throw new Error('The build has no folder');
        await writeFile(join(dir, '_headers'), writeHeadersFile());
        await writeEmptyDatabase(join(dir, 'vulndb'));
        await writeBuildListing(dir, join(import.meta.dirname, 'src/service-worker/sw.js'));
      },
    },
  };
}

export default defineConfig({
  // Relative addresses: the build works in any folder of any static host.
  base: './',
  define: { __APP_VERSION__: JSON.stringify(version), __SINGLE_FILE__: 'false' },
  plugins: [
    svelte(),
    policyInPage(),
    emptyFolder(),
    buildFiles(),
    shellCheckProgram(import.meta.dirname),
    noticesCheck(notices),
  ],
  build: {
    target: 'es2022',
    emptyOutDir: false,
    // Inlined files would be data: addresses, which the policy does not let scripts and styles come from.
    assetsInlineLimit: 0,
    // Every browser that runs this build preloads modules by itself.
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es', plugins: () => [shellCheckProgram(import.meta.dirname), noticesCheck(notices)] },
  preview: { host: 'localhost', headers: { ...securityHeaders } },
  test: {
    environment: 'node',
    testTimeout: 30_000,
    reporters: ['default', './scripts/lib/failed-tests.mjs'],
    // A time means nothing while another test has the processor.
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: [...apart, 'tests/**/*.alone.test.ts'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['tests/**/*.alone.test.ts'],
          exclude: apart,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
