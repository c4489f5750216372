/** In the page: the user says yes, and the file is one of the origin's own. */
export function stubPicker() {
  globalThis.showSaveFilePicker = async ({ suggestedName }) => {
    const root = await navigator.storage.getDirectory();
    return root.getFileHandle(suggestedName, { create: true });
  };
}

/**
 * In the page: from the click on Save, in what `selector` finds, until it says that all is written; in milliseconds, and the
 * bytes.
 */
export function timeSaving({ selector, timeout }) {
  const place = document.querySelector(selector);
  const button = place.querySelector('button.primary');
  const name = button.textContent.trim().replace(/^Save /, '');
  return new Promise((resolve, reject) => {
    const giveUp = setTimeout(() => reject(new Error('Nothing was saved in time')), timeout);
    const start = performance.now();
    const said = new MutationObserver(async () => {
      const told = place.textContent;
      if (place.querySelector('[role="alert"]') || told.includes('could not be read')) return reject(new Error(told));
      if (!/ is saved: /.test(place.querySelector('[role="status"]')?.textContent ?? '')) return;
      const ms = performance.now() - start;
      said.disconnect();
      clearTimeout(giveUp);
      const root = await navigator.storage.getDirectory();
      const { size } = await (await root.getFileHandle(name)).getFile();
      resolve({ ms, bytes: size });
    });
    said.observe(place, { childList: true, subtree: true, characterData: true });
    button.click();
  });
}
