/** What the page cannot do because of how it was reached, in words; null where nothing is missing. */
export function missingHere(): string | null {
  if (__SINGLE_FILE__) {
    return (
      'This page is one file, and its policy lets it connect to nothing. Two things are missing here: advisories, so drop OSV’s ' +
      'files of them; and room on the disk, so an archive that is compressed as a whole and large has to be unpacked before ' +
      'you drop it. Everything else works as usual.'
    );
  }
  if (window.isSecureContext) return null;
  return (
    'This page came over plain HTTP, so the browser keeps no copy of it: a second visit needs the network. ' +
    'Everything else works as usual.'
  );
}
