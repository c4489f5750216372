import { expect, it, vi } from 'vitest';
import { SecretSearch, type SearchedImage } from '../../src/app/secret-search.svelte.ts';
import { SecretSettings } from '../../src/app/secret-settings.svelte.ts';
import type { RunOptions } from '../../src/workers/worker-pool.ts';
import { makeArchive } from '../support/make-archive.ts';
import { scanBlob } from '../support/open-image.ts';

const { started } = vi.hoisted(() => ({ started: [] as string[] }));

// Every task ends when it is cancelled, as the real pool's do.
vi.mock('../../src/workers/pool.ts', () => ({
  pool: {
    run: (task: string, _: unknown, { signal }: RunOptions) =>
      new Promise((_resolve, reject) => {
        started.push(task);
        signal?.addEventListener('abort', () => reject(new DOMException('cancelled', 'AbortError')));
      }),
  },
}));

const text = 'layer  COPY . .\n  app/x  "one"\nlayer  COPY . .\n  app/y  "two"\n';

it('that is cancelled leaves no task whose end nobody hears of', async () => {
  const file = await makeArchive(text, { layout: 'docker25', compression: 'none', tag: 'web:1' });
  const { image, rootfs } = await scanBlob(file, 'web.tar');
  const read: SearchedImage['read'] = (layer) => ({ fileName: 'web.tar', file, layer });
  const unheard: unknown[] = [];
  const hear = (reason: unknown): void => void unheard.push(reason);
  // Instead of the runner's own, which fails the whole run.
  const listeners = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', hear);
  try {
    const control = new AbortController();
    const searching = new SecretSearch({ fileName: 'web.tar', image, read }, new SecretSettings())
      .run(rootfs, control.signal, () => undefined)
      .catch((error: unknown) => error);
    control.abort();
    expect(await searching).toMatchObject({ name: 'AbortError' });
    await new Promise((resolve) => setTimeout(resolve, 20));
  } finally {
    process.removeAllListeners('unhandledRejection');
    for (const listener of listeners) process.on('unhandledRejection', listener);
  }
  expect(started).toEqual(['scan-texts', 'read-files', 'read-files']);
  expect(unheard).toEqual([]);
});
