// `<application>.deps.json`, which .NET writes beside what it builds (dotnet/cli, "runtime-configuration-file.md"): every
// library as `name/version` with its type, and what of it was put beside the application. That of a shared runtime lies in
// `<framework>/<version>/<framework>.deps.json`. Licences do not stand in it.
import { asObject, asText, type JsonObject } from '../../image/json.ts';
import type { Cataloger } from '../cataloger.ts';
import { Findings } from '../findings.ts';
import { readJson, textOrNull } from '../read-json.ts';
import { assetsOf } from './nuget-assets.ts';

const ending = '.deps.json';
/** A runtime within an application has the type `runtimepack`, and this before its name. */
const runtimePack = 'runtimepack.';
const sharedRuntime = /\/([^/]+)\/(\d[^/]*)\/([^/]+)\.deps\.json$/;

/** `/usr/share/dotnet/shared/Microsoft.NETCore.App/8.0.11/Microsoft.NETCore.App.deps.json`. */
function runtimeOf(path: string): { name: string; version: string } | null {
  const [, name = '', version = '', file] = sharedRuntime.exec(path) ?? [];
  return name === file ? { name, version } : null;
}

/** What is no package is the application itself and what was built with it (`project`), or an assembly (`reference`). */
function addLibrary(key: string, value: unknown, assets: readonly string[] | null, findings: Findings): void {
  const type = textOrNull(asObject(value).type, 'the type of a library', findings)?.toLowerCase();
  if (type !== 'package' && type !== 'runtimepack') return;
  const slash = key.indexOf('/');
  if (slash <= 0 || slash === key.length - 1) return findings.miss('has a library that is not named as name/version');
  const name = key.slice(0, slash);
  const isPack = type === 'runtimepack' && name.startsWith(runtimePack) && name.length > runtimePack.length;
  const found = {
    type: 'nuget',
    version: key.slice(slash + 1),
    licences: [],
    ...(assets ? { files: assets } : {}),
  } as const;
  findings.add({ ...found, name: isPack ? name.slice(runtimePack.length) : name });
}

/** What is there of each library, where the target that runs is told of; null where it is not known. */
function targetOf(json: JsonObject): JsonObject | null {
  const name = asText(asObject(json.runtimeTarget).name);
  const targets = asObject(json.targets);
  return Object.hasOwn(targets, name) ? asObject(targets[name]) : null;
}

function addLibraries(json: JsonObject, folder: string, isRuntime: boolean, findings: Findings): void {
  const target = targetOf(json);
  if (!isObject(json.libraries)) findings.miss('lists no libraries');
  for (const [key, value] of Object.entries(asObject(json.libraries))) {
    const assets = target && Object.hasOwn(target, key) ? assetsOf(asObject(target[key]), folder) : null;
    // Nothing of it is used: its parts come with the runtime, or it was needed for building only.
    if (assets?.length === 0) continue;
    addLibrary(key, value, isRuntime ? null : assets, findings);
  }
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

export const nuget: Cataloger = {
  id: 'dotnet-deps',
  title: 'dependencies of a .NET application',
  endings: ['.json'],
  selects: (path) => path.endsWith(ending),
  // Those of large applications have some 2 MB; what JSON takes in memory can be twenty times that.
  mostBytes: 8_000_000,
  read(file) {
    const findings = new Findings();
    const folder = file.path.slice(0, file.path.lastIndexOf('/'));
    const runtime = runtimeOf(file.path);
    if (runtime) findings.add({ type: 'nuget', ...runtime, licences: [], folder });
    const json = readJson(file, findings);
    if (json !== undefined) addLibraries(asObject(json), folder, runtime !== null, findings);
    return findings.result();
  },
};
