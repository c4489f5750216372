export function writeImage(
  file: string,
  layers: readonly { command: string; parts: Iterable<Buffer> | AsyncIterable<Buffer> }[],
  options: { compression: 'none' | 'gzip' | 'zstd'; level?: number },
): Promise<number>;
