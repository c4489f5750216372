// A type that the browser knows would get its ending: `Dockerfile.txt`.
const unknownType = 'application/octet-stream';

/** Hands text to the browser as a file. */
export function download(name: string, text: string, mediaType = unknownType): void {
  const address = URL.createObjectURL(new Blob([text], { type: mediaType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has the blob by then; at once would be too early for Safari.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
