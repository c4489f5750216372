// vendor/composer/installed.json as Composer writes it: an array of packages (1), or `packages` and the names of those that
// are for development (2), which are told as such. Of an array nobody can say.
import { asArray, asObject, asTextOrNull, asTexts } from '../../image/json.ts';
import { isWithin, join } from '../join-path.ts';
import type { Cataloger } from '../cataloger.ts';
import { Findings } from '../findings.ts';
import { choiceOf } from '../licences.ts';
import { readJson, textOrNull } from '../read-json.ts';

const place = '/composer/installed.json';

/** Longer ones are none (PATH_MAX of Linux). */
const longestPath = 4096;

/** `install-path` is relative to the folder of the file, `../psr/log`; Composer 1 has packages where their names say. */
function folderOf(path: string, name: string, installPath: unknown): { folder?: string } {
  const relative = installPath === undefined ? `../${name}` : asTextOrNull(installPath);
  if (relative === null || relative.length > longestPath) return {};
  const vendor = path.slice(0, -place.length);
  const folder = join(`${vendor}/composer`, relative);
  // The folder of them all, or one above it, is no folder of its own.
  return isWithin(vendor, folder) ? {} : { folder };
}

export const composer: Cataloger = {
  id: 'composer-installed',
  title: 'list of installed Composer packages',
  names: ['installed.json'],
  selects: (path) => path.endsWith(place),
  // Those of large applications have some 2 MB; what JSON takes in memory can be twenty times that.
  mostBytes: 8_000_000,
  read(file) {
    const findings = new Findings();
    const json = readJson(file, findings);
    if (json === undefined) return findings.result();
    const packages = Array.isArray(json) ? json : asObject(json).packages;
    const development = new Set(asTexts(asObject(json)['dev-package-names']));
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
      const more = development.has(name) ? { isDevelopment: true as const } : {};
      const folder = folderOf(file.path, name, one['install-path']);
      findings.add({ type: 'composer', name, version, licences, ...folder, ...more });
    }
    return findings.result();
  },
};
