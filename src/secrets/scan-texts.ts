import { encodeText } from '../bytes/text.ts';
import { FileScanner } from './file-scanner.ts';
import type { FoundSecret } from './found-secret.ts';
import type { OwnPattern } from './own-patterns.ts';

/** What each of some texts holds: those of an image's config, or a Dockerfile. */
export async function scanTexts(texts: readonly string[], own: readonly OwnPattern[] = []): Promise<FoundSecret[][]> {
  const scanner = await FileScanner.create(own);
  return texts.map((text) => scanner.scan('', encodeText(text)).found);
}
