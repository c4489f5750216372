/** In the page: the user says yes, and the file is one of the origin's own. */
export function stubPicker() {
  globalThis.showSaveFilePicker = async ({ suggestedName }) => {
    const root = await navigator.storage.getDirectory();
    return root.getFileHandle(suggestedName, { create: true });
  };
}

/** In the page: from the click on Save, in what `selector` finds, until it says that all is written; in milliseconds. */
export function timeSaving({ selector, timeout }) {
  const place = document.querySelector(selector);
  return new Promise((resolve, reject) => {
    const giveUp = setTimeout(() => reject(new Error('Nothing was saved in time')), timeout);
    const start = performance.now();
    const said = new MutationObserver(() => {
      const told = place.textContent;
      if (place.querySelector('[role="alert"]') || told.includes('could not be read')) return reject(new Error(told));
      const status = place.querySelector('[role="status"]')?.textContent ?? '';
      if (!/ (is saved|goes to your downloads): /.test(status)) return;
      said.disconnect();
      clearTimeout(giveUp);
      resolve(performance.now() - start);
    });
    said.observe(place, { childList: true, subtree: true, characterData: true });
    place.querySelector('button.primary').click();
  });
}

/** In the page: bytes of the one file that the stub has made. */
export async function savedBytes() {
  const root = await navigator.storage.getDirectory();
  for await (const handle of root.values()) if (handle.kind === 'file') return (await handle.getFile()).size;
  throw new Error('Nothing was saved');
}
