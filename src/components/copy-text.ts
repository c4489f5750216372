/** Puts text on the clipboard; false where the browser refuses. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** The same of a text that lies with the browser, and is not read by the page: a long one would hold it up. */
export async function copyFile(file: Blob): Promise<boolean> {
  try {
    const plain = file.slice(0, file.size, 'text/plain');
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': plain })]);
    return true;
  } catch {
    return copyText(await file.text());
  }
}

// Over plain HTTP there is no navigator.clipboard.
function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea');
  area.className = 'visually-hidden';
  area.value = text;
  // Inside an open dialog, nothing outside of it can be selected.
  (document.querySelector('dialog[open]') ?? document.body).append(area);
  const focused = document.activeElement;
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
}
