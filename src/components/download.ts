// A type that the browser knows would get its ending: `Dockerfile.txt`.
const unknownType = 'application/octet-stream';

/** Hands text, bytes or a blob (of its own media type) to the browser as a file. */
export function download(
  name: string,
  contents: string | Uint8Array<ArrayBuffer> | Blob,
  mediaType = unknownType,
): void {
  const blob = contents instanceof Blob ? contents : new Blob([contents], { type: mediaType });
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has the blob by then; at once would be too early for Safari.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The same for several files in one zip, which also keeps names that begin with a dot. */
export async function downloadZip(name: string, files: Readonly<Record<string, string>>): Promise<void> {
  const { strToU8, zipSync } = await import('fflate');
  const entries = Object.entries(files).map(([file, text]) => [file, strToU8(text)] as const);
  download(name, zipSync(Object.fromEntries(entries)), 'application/zip');
}
