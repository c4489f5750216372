import { variableOf } from '../../hardening/program-search.ts';
import type { ImageConfig } from '../../image/model.ts';
import {
  baseFamilies,
  findBase,
  nodeModuleVersions,
  parseReference,
  type BaseFamily,
} from '../../optimize/base-image/base-images.ts';
import type { ImagePackage, SystemRelease } from '../../packages/package.ts';

/** Which base image it is. */
export interface ToldBase {
  /** With a version, as the facts need one: `node:18`. */
  readonly reference: string;
  /** What says so, in a sentence; '' where FROM does. */
  readonly how: string;
}

export interface BaseWitness {
  /** As the Dockerfile or the history names it; null where nothing does. */
  readonly name: string | null;
  readonly config: ImageConfig;
  readonly system: SystemRelease | null;
  /** Those of the base image. */
  readonly packages: readonly ImagePackage[];
}

type Shown = { readonly version: string; readonly by: string };

function versionByVariable({ version }: BaseFamily, config: ImageConfig): Shown | null {
  const value = version ? variableOf(config, version.variable) : null;
  if (!version || value === null || !/^v?\d+(?:\.\d+)*$/.test(value)) return null;
  const parts = value.replace('v', '').split('.').slice(0, version.parts);
  return { version: parts.join('.'), by: `${version.variable} is ${value} in the image` };
}

/** Debian’s own Node.js names its version by the number of its modules. */
function versionByLibrary(family: BaseFamily, packages: readonly ImagePackage[]): Shown | null {
  if (!family.names.includes('node')) return null;
  const found = packages.flatMap(({ type, name }) => {
    const [, number = ''] = type === 'deb' ? (/^libnode(\d+)$/.exec(name) ?? []) : [];
    const version = nodeModuleVersions[number];
    return version === undefined ? [] : [{ version, by: `The package ${name} is installed` }];
  });
  return found[0] ?? null;
}

function versionBySystem(family: BaseFamily, system: SystemRelease | null): Shown | null {
  if (!system?.versionId || family.names[0] !== system.id) return null;
  const parts = system.versionId.split('.');
  const version = system.id === 'debian' ? (system.codename ?? parts[0] ?? '') : parts.slice(0, 2).join('.');
  return { version, by: `/etc/os-release says ${system.prettyName}` };
}

function shownVersion(family: BaseFamily, { config, packages, system }: BaseWitness): Shown | null {
  return versionByVariable(family, config) ?? versionByLibrary(family, packages) ?? versionBySystem(family, system);
}

/** What FROM names, with the version that the image shows where the tag has none. */
function byName(name: string, witness: BaseWitness): ToldBase | null {
  const base = findBase(name);
  if (!base) return null;
  const [written = ''] = name.split('@');
  if (base.version !== null || base.release !== null) return { reference: written, how: '' };
  const shown = shownVersion(base.family, witness);
  const rest = (parseReference(name)?.tag ?? '').split('-').filter((word) => word !== '' && word !== 'latest');
  if (!shown) return null;
  return { reference: `${base.name}:${[shown.version, ...rest].join('-')}`, how: `${shown.by}; FROM says ${name}.` };
}

function variantWord(family: BaseFamily, packages: readonly ImagePackage[]): string {
  if (packages.some(({ type }) => type === 'apk')) return '-alpine';
  return packages.some(({ type, name }) => type === 'deb' && name === 'gcc') ? '' : (family.slim ?? '');
}

/** Where nothing names it: images of languages set a variable, and the system says its release. */
function byHabit(witness: BaseWitness): ToldBase | null {
  for (const family of baseFamilies) {
    const shown = versionByVariable(family, witness.config);
    if (!shown) continue;
    const reference = `${family.names[0]}:${shown.version}${variantWord(family, witness.packages)}`;
    return { reference, how: `A guess: ${shown.by}, as images of ${family.title} set it.` };
  }
  for (const family of baseFamilies) {
    const shown = versionBySystem(family, witness.system);
    if (shown) return { reference: `${family.names[0]}:${shown.version}`, how: `A guess: ${shown.by}.` };
  }
  return null;
}

/** Null where nothing is known of it. */
export const toldBase = (witness: BaseWitness): ToldBase | null =>
  witness.name === null ? byHabit(witness) : byName(witness.name, witness);
