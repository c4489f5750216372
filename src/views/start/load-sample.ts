import type { InputProblem } from '../../report/report.ts';
import { inlinedBlob } from '../../security/inlined-files.ts';

const files = ['sample.tar', 'Dockerfile'];

async function fetchFile(name: string): Promise<File | null> {
  if (__SINGLE_FILE__) return new File([await inlinedBlob(name)], name);
  const response = await fetch(new URL(`sample/${name}`, document.baseURI));
  // A host that answers every address with its start page has no such file either.
  if (!response.ok || response.headers.get('content-type')?.startsWith('text/html')) return null;
  return new File([await response.blob()], name);
}

/** The sample image with its Dockerfile, from this page's own files. */
export async function loadSample(): Promise<File[] | InputProblem> {
  try {
    const found = (await Promise.all(files.map(fetchFile))).filter((file) => file !== null);
    if (found.length === files.length) return found;
  } catch {
    // The network is gone, and the sample had not been fetched before.
  }
  return {
    file: 'sample.tar',
    code: 'no-sample',
    message: 'The sample could not be loaded from this site. Your own files work all the same.',
  };
}
