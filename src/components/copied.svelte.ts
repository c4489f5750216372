import { copyFile, copyText } from './copy-text.ts';

const shownFor = 1500;

/** The state of something that copies: what became of the last try, for as long as it is shown. */
export class Copied {
  result = $state<'copied' | 'not copied' | null>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;

  async copy(text: string | Blob): Promise<void> {
    this.result = (await (typeof text === 'string' ? copyText(text) : copyFile(text))) ? 'copied' : 'not copied';
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.result = null), shownFor);
  }
}
