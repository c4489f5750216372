/**
 * The page as one file (scripts/lib/single-file.ts) holds the build's other files in script elements of a type that no browser
 * runs, each under its name. Nothing is asked of a network or a disk for them.
 */
function inlined(name: string): string {
  const found = [...document.querySelectorAll<HTMLScriptElement>('script[data-file]')].find(
    ({ dataset }) => dataset.file === name,
  );
  if (!found) throw new Error(`${name} is not in this file`);
  return found.text;
}

/** A worker's module. */
export const inlinedText = inlined;

/** What stands in Base64, gzipped. */
export async function inlinedBlob(name: string): Promise<Blob> {
  const bytes = Uint8Array.from(atob(inlined(name)), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).blob();
}
