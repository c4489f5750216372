// What speaks for an ecosystem, found the same way for each: by its base images, commands, manifests, and places in an image.
import { finalStageOf } from '../dockerfile/stages.ts';
import type { EcosystemInput, EcosystemSign } from './ecosystem.ts';
import { familyOf } from './base-image/base-images.ts';
import { commandsOf, operands } from './shell-chain.ts';

export interface SignsOf {
  /** Names of families of base images: `golang`. */
  readonly bases: readonly string[];
  /** Names of programs that a RUN calls, as patterns of nothing but the name. */
  readonly commands: readonly string[];
  /** Names of files at the top of the folder; `*` once for any text: `*.csproj`. */
  readonly files: readonly string[];
  /** Paths that the image holds. */
  readonly paths: readonly string[];
  /** The base counts in the final stage alone: what a stage before it uses does not make the image one of these. */
  readonly finalBaseOnly?: true;
}

const firstFew = 3;

function signsInDockerfile(
  { dockerfile }: EcosystemInput,
  { bases, commands, finalBaseOnly }: SignsOf,
): EcosystemSign[] {
  const final = finalStageOf(dockerfile);
  const stages = finalBaseOnly && final ? [final] : dockerfile.stages;
  const builtOn = stages.filter(({ image }) => familyOf(image)?.names.some((name) => bases.includes(name)));
  const calls = dockerfile.instructions.flatMap((run) =>
    commandsOf(dockerfile, run)
      .filter(({ name }) => commands.includes(name))
      .slice(0, 1)
      .map((command) => `line ${run.line} runs ${[command.name, ...operands(command).slice(0, 1)].join(' ')}`),
  );
  const words = [...calls, ...builtOn.map(({ from, image }) => `line ${from.line} builds on ${image}`)];
  return words.slice(0, firstFew).map((what) => ({ where: 'dockerfile', what }));
}

function signsInFolder({ folder }: EcosystemInput, { files }: SignsOf): EcosystemSign[] {
  if (!folder) return [];
  const found = files.flatMap((name) =>
    name.includes('*') ? folder.named(name, 10).filter((path) => !path.includes('/')) : folder.has(name) ? [name] : [],
  );
  return found.slice(0, firstFew).map((what) => ({ where: 'folder', what }));
}

function signsInImage({ image }: EcosystemInput, { paths }: SignsOf): EcosystemSign[] {
  const found = paths.filter((path) => image?.has(path));
  return found.slice(0, firstFew).map((what) => ({ where: 'image', what }));
}

/** The strongest first; empty where nothing speaks for it. */
export const findSigns = (input: EcosystemInput, signs: SignsOf): EcosystemSign[] => [
  ...signsInDockerfile(input, signs),
  ...signsInFolder(input, signs),
  ...signsInImage(input, signs),
];
