/** What the page cannot do because of how it was reached, in words; null where nothing is missing. */
export function missingHere(): string | null {
  if (window.isSecureContext) return null;
  return (
    'This page came over plain HTTP, so the browser keeps no copy of it: a second visit needs the network. ' +
    'Everything else works as usual.'
  );
}
