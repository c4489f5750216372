// `<application>.deps.json`, which .NET writes beside what it builds (dotnet/cli, "runtime-configuration-file.md"): every
// library as `name/version` with its type. That of a shared runtime lies in `<framework>/<version>/<framework>.deps.json`.
// Licences do not stand in it.
import { asObject } from '../../image/json.ts';
import type { CatalogedFile, Cataloger } from '../cataloger.ts';
import { Findings } from '../findings.ts';
import { readJson, textOrNull } from '../read-json.ts';

const ending = '.deps.json';
/** A runtime within an application has the type `runtimepack`, and this before its name. */
const runtimePack = 'runtimepack.';
const sharedRuntime = /\/([^/]+)\/(\d[^/]*)\/([^/]+)\.deps\.json$/;

/** `/usr/share/dotnet/shared/Microsoft.NETCore.App/8.0.11/Microsoft.NETCore.App.deps.json`. */
function addSharedRuntime({ path }: CatalogedFile, findings: Findings): void {
  const [, name = '', version = '', file] = sharedRuntime.exec(path) ?? [];
  if (name !== file) return;
  findings.add({ type: 'nuget', name, version, licences: [], folder: path.slice(0, path.lastIndexOf('/')) });
}

/** What is no package is the application itself and what was built with it (`project`), or an assembly (`reference`). */
function addLibrary(key: string, value: unknown, findings: Findings): void {
  const type = textOrNull(asObject(value).type, 'the type of a library', findings)?.toLowerCase();
  if (type !== 'package' && type !== 'runtimepack') return;
  const slash = key.indexOf('/');
  if (slash <= 0 || slash === key.length - 1) findings.miss('has a library that is not named as name/version');
  else {
    const name = key.slice(0, slash);
    const isPack = type === 'runtimepack' && name.startsWith(runtimePack) && name.length > runtimePack.length;
    const version = key.slice(slash + 1);
    findings.add({ type: 'nuget', name: isPack ? name.slice(runtimePack.length) : name, version, licences: [] });
  }
}

export const nuget: Cataloger = {
  id: 'dotnet-deps',
  title: 'dependencies of a .NET application',
  endings: ['.json'],
  selects: (path) => path.endsWith(ending),
  mostBytes: 16_000_000,
  read(file) {
    const findings = new Findings();
    addSharedRuntime(file, findings);
    const json = readJson(file, findings);
    if (json === undefined) return findings.result();
    const { libraries } = asObject(json);
    if (typeof libraries !== 'object' || libraries === null) findings.miss('lists no libraries');
    for (const [key, value] of Object.entries(asObject(libraries))) addLibrary(key, value, findings);
    return findings.result();
  },
};
