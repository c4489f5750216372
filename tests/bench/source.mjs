import { join } from 'node:path';
import { root } from '../../scripts/lib/run.mjs';

/** A TypeScript module of the project, to be used in Node: the path from the project's folder. */
export async function loadSource(path) {
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(join(root, path), { configFile: false, root, logLevel: 'warn' });
  return module;
}

/** A TypeScript module and all it imports as one script, to be evaluated in a page or a worker. */
export async function bundleSource(path) {
  const { build } = await import('vite');
  const [{ output }] = await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: { write: false, target: 'es2022', lib: { entry: join(root, path), formats: ['iife'], name: 'bench' } },
  });
  return output[0].code;
}
