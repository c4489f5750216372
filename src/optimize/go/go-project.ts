// What of a Go project is known: its module, and whether it is built with C. By its folder, its Dockerfile and its image.
import type { Dockerfile } from '../../dockerfile/model.ts';
import type { EcosystemInput } from '../ecosystem.ts';
import { pairOperandsOf } from '../../lint/build-operands.ts';
import { needingCgo, readGoModule, type GoModule } from './go-module.ts';
import type { ImageEvidence } from '../evidence.ts';
import { apt, commandsOf, isCall, operands } from '../shell-chain.ts';

export interface GoProject {
  readonly module: GoModule | null;
  /** A go.mod is there and says nothing that can be read. */
  readonly isDamaged: boolean;
  /** What the program is made of is known: by go.mod, or by the modules that the image holds. */
  readonly isKnown: boolean;
  /** The Dockerfile switches CGO off by itself. */
  readonly isStatic: boolean;
  /** Why it needs CGO, for people; null where nothing says so. */
  readonly cgo: string | null;
}

/** What the Dockerfile sets CGO_ENABLED to, last; null where it does not. */
function cgoSetting(dockerfile: Dockerfile): { value: string; line: number } | null {
  let found: { value: string; line: number } | null = null;
  for (const instruction of dockerfile.instructions) {
    const isSetting = instruction.keyword === 'ENV' || instruction.keyword === 'ARG';
    const pairs = isSetting ? pairOperandsOf(instruction) : [];
    for (const { key, value } of pairs) {
      const text = value
        ?.map((operand) => operand.text)
        .join(' ')
        .replace(/["']/g, '');
      if (key.text === 'CGO_ENABLED' && text !== undefined) found = { value: text, line: instruction.line };
    }
    for (const { assignments } of commandsOf(dockerfile, instruction))
      for (const { name, value } of assignments) if (name === 'CGO_ENABLED') found = { value, line: instruction.line };
  }
  return found;
}

const moduleStore = '/go/pkg/mod/';

/** `github.com/!data!dog/zstd@v1.4.1` of the module store: capitals are written with a mark. */
function storedModule(path: string): string | null {
  const at = path.indexOf('@v', moduleStore.length);
  if (!path.startsWith(moduleStore) || at < 0 || path.startsWith(`${moduleStore}cache/`)) return null;
  return path.slice(moduleStore.length, at).replace(/!([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

const isC = (path: string): boolean => /\.(?:c|cc|cpp|cxx|m)$/.test(path);

interface ImageFacts {
  readonly modules: readonly string[];
  readonly cFile: string | null;
}

const read = new WeakMap<ImageEvidence, ImageFacts>();

/** Modules and sources in C that the own layers of an image hold. */
function factsOf(image: ImageEvidence): ImageFacts {
  const known = read.get(image);
  if (known) return known;
  const modules = new Set<string>();
  let cFile: string | null = null;
  for (let layer = image.baseLayers; layer < image.rootfs.columns.layerCount; layer++) {
    for (const { path } of image.copiesIn(layer)) {
      const module = storedModule(path);
      if (module !== null) modules.add(module);
      else if (cFile === null && isC(path) && !path.startsWith('/usr/') && !path.startsWith(moduleStore)) cFile = path;
    }
  }
  const facts = { modules: [...modules], cFile };
  read.set(image, facts);
  return facts;
}

const cPackages = /-dev$|-dev[=~<>]|^(?:gcc|g\+\+|clang|build-base|build-essential)$/;

function installsC(dockerfile: Dockerfile): string | null {
  for (const run of dockerfile.instructions) {
    for (const command of commandsOf(dockerfile, run)) {
      if (!isCall(command, [...apt, 'apk'], 'install', 'add')) continue;
      const found = operands(command).find((name) => cPackages.test(name));
      if (found) return `line ${run.line} installs ${found}`;
    }
  }
  return null;
}

export function goProjectOf({
  dockerfile,
  folder,
  image,
}: Pick<EcosystemInput, 'dockerfile' | 'folder' | 'image'>): GoProject {
  const text = folder?.textOf('go.mod') ?? null;
  const module = text === null ? null : readGoModule(text);
  const stored = image ? factsOf(image) : null;
  const setting = cgoSetting(dockerfile);
  const modules = [...(module?.requires ?? []), ...(stored?.modules ?? [])];
  const [needing] = needingCgo(modules);
  const [cFile] = folder?.named('*.c', 1) ?? [];
  const own = cFile ?? stored?.cFile ?? null;
  const isStatic = setting?.value === '0';
  const cgo = isStatic
    ? null
    : setting?.value === '1'
      ? `line ${setting.line} switches it on`
      : needing !== undefined
        ? `${needing} needs it`
        : own !== null
          ? `${own} is C`
          : installsC(dockerfile);
  const isDamaged = text !== null && module === null;
  return {
    module,
    isDamaged,
    isKnown: module !== null || (stored !== null && stored.modules.length > 0),
    isStatic,
    cgo,
  };
}
