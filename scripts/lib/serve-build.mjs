import { join } from 'node:path';
import { root } from './run.mjs';

/**
 * Serves dist as `vite preview` does, with the policy as a header; by default on the first free port from 4173.
 * @param {{ port?: number, strictPort?: boolean }} [options]
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serveBuild({ port = 4173, strictPort = false } = {}) {
  // Loaded late: `npm start` may have to install it first.
  const { preview } = await import('vite');
  const configFile = join(root, 'vite.config.ts');
  const server = await preview({ root, configFile, logLevel: 'warn', preview: { port, strictPort } });
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new Error('The server has no local address');
  return { url, close: () => server.close() };
}
