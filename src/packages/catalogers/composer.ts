// vendor/composer/installed.json as Composer writes it: an array of packages (1), or `packages` and the names of those that
// are for development (2). Both are installed, and told alike.
import { asArray, asObject, asTextOrNull, asTexts } from '../../image/json.ts';
import { isWithin, join } from '../join-path.ts';
import type { Cataloger } from '../cataloger.ts';
import { Findings } from '../findings.ts';
import { choiceOf } from '../licences.ts';
import { readJson, textOrNull } from '../read-json.ts';

const place = '/composer/installed.json';

/** `install-path` is relative to the folder of the file, `../psr/log`; Composer 1 has the name in its place. */
function folderOf(path: string, name: string, installPath: unknown): { folder?: string } {
  const vendor = path.slice(0, -place.length);
  if (installPath === undefined) return { folder: `${vendor}/${name}` };
  const folder = asTextOrNull(installPath);
  const joined = folder === null ? null : join(`${vendor}/composer`, folder);
  // A package that is the folder of them all, or above it, is not a folder of its own.
  return joined === null || isWithin(vendor, joined) ? {} : { folder: joined };
}

export const composer: Cataloger = {
  id: 'composer-installed',
  title: 'list of installed Composer packages',
  names: ['installed.json'],
  selects: (path) => path.endsWith(place),
  mostBytes: 32_000_000,
  read(file) {
    const findings = new Findings();
    const json = readJson(file, findings);
    if (json === undefined) return findings.result();
    const packages = Array.isArray(json) ? json : asObject(json).packages;
    if (!Array.isArray(packages)) findings.miss('lists no packages');
    for (const entry of asArray(packages)) {
      const one = asObject(entry);
      const name = asTextOrNull(one.name);
      if (name === null) {
        findings.miss('lists a package without a name');
        continue;
      }
      const version = textOrNull(one.version, `the version of ${name.slice(0, 80)}`, findings);
      const licences = choiceOf(asTexts(one.license));
      findings.add({ type: 'composer', name, version, licences, ...folderOf(file.path, name, one['install-path']) });
    }
    return findings.result();
  },
};
