/** Calls when the colours of the page change: by the switch, or by the system. Ends by what it gives. */
export function onThemeChange(call: () => void): () => void {
  const switched = new MutationObserver(call);
  switched.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', call);
  return () => {
    switched.disconnect();
    system.removeEventListener('change', call);
  };
}
