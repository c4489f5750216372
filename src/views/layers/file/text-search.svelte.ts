import { findText } from '../../../content/find-text.ts';
import { encode } from '../../../content/text-encoding.ts';
import type { TextFile, TextPlace } from '../../../content/text-file.ts';
import { describeFault, toFault } from '../../../fault.ts';
import type { FileBody } from '../../../layer/file-body.ts';

/** What is looked for in a text, and where it was found last. */
export class TextSearch {
  /** What the search has come to, in words. */
  said = $state('');
  finding = $state.raw<{ readonly done: number } | null>(null);
  /** Marked wherever it is shown. */
  text = $state('');
  place = $state.raw<TextPlace | null>(null);
  private offset: number | null = null;
  private control = new AbortController();

  constructor(
    private readonly body: FileBody,
    private readonly file: TextFile,
    private readonly name: string,
  ) {}

  /** The next place behind the last one, for the first time from `from` on; null where there is none to go to. */
  async next(text: string, from: number): Promise<TextPlace | null> {
    this.stop();
    const { signal } = (this.control = new AbortController());
    this.finding = { done: 0 };
    this.said = '';
    this.text = text;
    try {
      await this.find(text, from, signal);
    } catch (error) {
      if (!signal.aborted) this.said = describeFault(toFault(error, this.name));
    }
    if (signal.aborted) return null;
    this.finding = null;
    return this.place;
  }

  /** Something else is looked for. */
  clear(): void {
    this.stop();
    this.offset = this.place = null;
    this.text = this.said = '';
  }

  stop(): void {
    this.control.abort();
    this.finding = null;
  }

  private async find(text: string, from: number, signal: AbortSignal): Promise<void> {
    const { body, file } = this;
    const { encoding } = file.form;
    const length = encode(text, encoding)?.length ?? 0;
    const start = this.offset === null ? from : this.offset + length;
    const onProgress = (done: number): void => void (this.finding = { done });
    const offset = await findText(body, { text, encoding, from: start }, { signal, onProgress });
    if (signal.aborted) return;
    const isCounted = offset !== null && offset < file.index.length;
    const place = isCounted ? await file.placeOf(offset) : null;
    if (signal.aborted) return;
    [this.offset, this.place] = [isCounted ? offset : this.offset, place];
    this.said = offset === null ? 'Not found in the whole file.' : saidOf(place, text);
  }
}

function saidOf(place: TextPlace | null, text: string): string {
  if (!place) return 'Found, in lines that are still being counted: try again in a moment.';
  const found = `Found in line ${place.line + 1}`;
  const isShown = place.at + text.length <= place.shown;
  return isShown ? `${found}.` : `${found}, in the part of it that is not shown here; Hex shows all of it.`;
}
