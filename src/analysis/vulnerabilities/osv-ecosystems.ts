// Names of ecosystems, https://ossf.github.io/osv-schema/#defined-ecosystems: a distribution's is followed by its release,
// and a record without one is about every release. Behind the others a suffix names a repository, which an image does not tell of.

/** Those whose records are about one release. */
const withReleases = new Set([
  'Debian',
  'Ubuntu',
  'Alpine',
  'Red Hat',
  'Rocky Linux',
  'AlmaLinux',
  'openSUSE',
  'SUSE',
  'Azure Linux',
  'Mageia',
]);

export function familyOf(ecosystem: string): string {
  const colon = ecosystem.indexOf(':');
  return colon < 0 ? ecosystem : ecosystem.slice(0, colon);
}

/**
 * What is looked up together: `Maven` for any repository; for Red Hat the product without its repository
 * (`enterprise_linux:9::appstream`), as an image names one only; for SUSE the server with its modules, which share packages.
 */
export function partOf(ecosystem: string): string {
  const family = familyOf(ecosystem);
  if (!withReleases.has(family)) return family;
  if (family === 'Red Hat') return ecosystem.replace(/::.*$/s, '');
  const suse = /^SUSE:Linux Enterprise (?:Server|Module for [A-Za-z0-9 -]{1,60}) (\d+(?: SP\d+)?)$/.exec(ecosystem);
  return suse ? `SUSE:Linux Enterprise ${suse[1]}` : ecosystem;
}

/** A part that has a record for every release: `Debian` without one. */
export const isWholeFamily = (part: string): boolean => withReleases.has(part);

/** Whether a record's part is about a package of another: the same, or all of its family. */
export const isAbout = (recordPart: string, part: string): boolean =>
  recordPart === part || (isWholeFamily(recordPart) && recordPart === familyOf(part));

/** A package's name as it is looked up: PyPI's normalised (PEP 503), NuGet's and Packagist's without case. */
export function nameKey(ecosystem: string, name: string): string {
  const family = familyOf(ecosystem);
  if (family === 'PyPI') return name.toLowerCase().replace(/[-_.]+/g, '-');
  return family === 'NuGet' || family === 'Packagist' ? name.toLowerCase() : name;
}
