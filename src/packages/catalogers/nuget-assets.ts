import { asObject, asText, type JsonObject } from '../../image/json.ts';
import { join } from '../join-path.ts';

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
/** A file of this name says that there is none. */
const placeholder = '_._';

/**
 * Where the files of a library lie that stand in a target of a deps.json: beside the application by their names, translations in
 * a folder of their language, and those of other systems as their paths are (dotnet/runtime, "host-probing.md").
 */
export function assetsOf(library: JsonObject, folder: string): string[] {
  const plain = [library.runtime, library.native].flatMap((group) => Object.keys(asObject(group)).map(baseName));
  const translated = Object.entries(asObject(library.resources)).map(([path, value]) => {
    const locale = asText(asObject(value).locale);
    return locale === '' ? baseName(path) : `${locale}/${baseName(path)}`;
  });
  const ofSystems = Object.keys(asObject(library.runtimeTargets));
  const names = [...plain, ...translated, ...ofSystems].filter((name) => baseName(name) !== placeholder && name !== '');
  return names.map((name) => join(folder, name));
}
