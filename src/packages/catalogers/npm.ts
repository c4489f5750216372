// Packages as npm, pnpm and Yarn lay them out: a folder below node_modules, or below a scope in it, with a package.json
// (docs.npmjs.com, "package.json"; "folders"). Debian keeps its own in /usr/share/nodejs. What is bundled into other
// files, and Yarn's zip archives (Plug'n'Play), can't be told from here.
import { asArray, asObject, asTextOrNull, type JsonObject } from '../../image/json.ts';
import { nothing, type Cataloger } from '../cataloger.ts';
import { Findings } from '../findings.ts';
import { choiceOf } from '../licences.ts';
import { readJson, textOrNull } from '../read-json.ts';

const fileName = '/package.json';
/** Where modules of Debian packages lie (Debian JavaScript policy); the second for those that are built for a machine. */
const debianFolder = /^\/usr\/(?:share|lib(?:\/[^/]+)?)\/nodejs$/;

/** `/app/node_modules` of `/app/node_modules/@scope/name`. */
function modulesFolder(folder: string): string {
  const parent = folder.slice(0, folder.lastIndexOf('/'));
  const name = parent.slice(parent.lastIndexOf('/') + 1);
  return name.startsWith('@') ? parent.slice(0, parent.lastIndexOf('/')) : parent;
}

function isInstalled(path: string): boolean {
  const folder = path.slice(0, -fileName.length);
  const modules = modulesFolder(folder);
  const isHidden = folder.startsWith('.', folder.lastIndexOf('/') + 1);
  return !isHidden && (modules.endsWith('/node_modules') || debianFolder.test(modules));
}

/** `MIT`, `{ type: 'MIT', url }`, or several of either, of which one may be chosen. */
function licencesOf({ license, licenses }: JsonObject): string[] {
  const value = license ?? licenses;
  const all = Array.isArray(value) ? asArray(value) : [value];
  const texts = all.map(
    (one) => asTextOrNull(one) ?? asTextOrNull(asObject(one).type) ?? asTextOrNull(asObject(one).name),
  );
  return choiceOf(texts.filter((text) => text !== null));
}

export const npm: Cataloger = {
  id: 'npm-package',
  title: 'package.json of an installed npm package',
  names: ['package.json'],
  selects: (path) => path.endsWith(fileName) && isInstalled(path),
  mostBytes: 1_000_000,
  read(file) {
    const findings = new Findings();
    const json = asObject(readJson(file, findings));
    const name = textOrNull(json.name, 'its name', findings);
    const version = textOrNull(json.version, 'its version', findings);
    // A folder without both is part of another package: `{"type": "module"}`.
    const isPackage = name !== null && (version !== null || (json.version !== undefined && json.version !== ''));
    if (isPackage) {
      const folder = file.path.slice(0, -fileName.length);
      findings.add({ type: 'npm', name, version, licences: licencesOf(json), folder });
    }
    const result = findings.result();
    return isPackage || result.unknowns.length > 0 ? result : nothing;
  },
};
