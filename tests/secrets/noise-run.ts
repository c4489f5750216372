// What the search says of a root file system without a secret: npm run noise.
import { openAsBlob } from 'node:fs';
import { open } from 'node:fs/promises';
import { TarReader } from '../../src/archive/tar-reader.ts';
import { openRange } from '../../src/archive/open-range.ts';
import type { LayerBlob } from '../../src/image/model.ts';
import type { Severity } from '../../src/severity.ts';
import { scanLayerSecrets, type LayerSecret } from '../../src/secrets/scan-layer-secrets.ts';

export interface NoiseFinding {
  readonly detector: string;
  readonly severity: Severity;
  /** With what is inside of it: `/app/a.jar!config.yml`. */
  readonly path: string;
  readonly line: number | null;
  readonly excerpt: string;
  /** The value itself, where it was asked for and stands in the file as it is. */
  readonly value?: string;
}

export interface NoiseRun {
  readonly files: number;
  readonly bytes: number;
  readonly partialBytes: number;
  readonly milliseconds: number;
  readonly isComplete: boolean;
  readonly findings: readonly NoiseFinding[];
}

/** Scans an uncompressed tar of a root file system as one layer. */
export async function runNoise(name: string, { values = false } = {}): Promise<NoiseRun> {
  const file = await openAsBlob(name);
  const layer: LayerBlob = {
    ...{ index: 0, name, file: 0, range: { start: 0, end: file.size }, compression: 'none' },
    ...{ digest: null, diffId: '', command: '', created: null },
  };
  const start = performance.now();
  const { secrets, searched, partial, isComplete } = await scanLayerSecrets(file, layer, { fileName: name });
  const milliseconds = performance.now() - start;
  const read = values ? await readValues(name, file, secrets) : [];
  const findings = secrets.map(({ detector, severity, path, inside, line, excerpt }, at) => {
    const place = inside ? `${path}!${inside}` : path;
    return { detector, severity, path: place, line, excerpt, ...(read[at] === undefined ? {} : { value: read[at] }) };
  });
  return {
    files: searched.files,
    bytes: searched.bytes,
    partialBytes: partial.bytes,
    milliseconds,
    isComplete,
    findings,
  };
}

async function readValues(name: string, file: Blob, secrets: readonly LayerSecret[]): Promise<(string | undefined)[]> {
  const wanted = new Set(secrets.map(({ entry }) => entry));
  const bodies = new Map<number, number>();
  const reader = openRange(file, { start: 0, end: file.size }, 'none', { fileName: name });
  const tar = new TarReader(reader, name);
  for (let entry = await tar.next(); entry; entry = await tar.next()) {
    if (wanted.has(entry.offset)) bodies.set(entry.offset, entry.bodyOffset);
  }
  await reader.close();
  const handle = await open(name);
  try {
    return await Promise.all(
      secrets.map(async ({ entry, inside, offset, length }) => {
        if (inside !== null) return undefined;
        const { buffer, bytesRead } = await handle.read({
          ...{ buffer: Buffer.alloc(Math.min(length, 200)), position: (bodies.get(entry) ?? 0) + offset },
        });
        return buffer.toString('latin1', 0, bytesRead).replace(/[^ -~]+/g, ' ');
      }),
    );
  } finally {
    await handle.close();
  }
}
