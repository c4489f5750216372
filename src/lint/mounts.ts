import type { Instruction } from '../dockerfile/model.ts';

/** One `--mount=type=cache,target=/x` of a RUN; names in the long form, `type` filled in. */
export type Mount = ReadonlyMap<string, string>;

const aliases: Readonly<Record<string, string>> = {
  dst: 'target',
  destination: 'target',
  src: 'source',
  ro: 'readonly',
};

function readMount(text: string): Mount {
  const mount = new Map([['type', 'bind']]);
  for (const field of text.split(',')) {
    const [name = '', ...value] = field.split('=');
    mount.set(aliases[name] ?? name, value.join('='));
  }
  return mount;
}

export function mountsOf({ flags }: Pick<Instruction, 'flags'>): Mount[] {
  return flags.filter((flag) => flag.name === 'mount').map((flag) => readMount(flag.value ?? ''));
}

/** Targets of the cache and tmpfs mounts, no slash at the end: what is written below them is not in the layer. */
export function scratchTargets(instruction: Pick<Instruction, 'flags'>): string[] {
  return mountsOf(instruction)
    .filter((mount) => mount.get('type') === 'cache' || mount.get('type') === 'tmpfs')
    .map((mount) => (mount.get('target') ?? '').replace(/\/$/, ''));
}

/** A cache or tmpfs mount holds the folder or one above it. */
export function isScratch(instruction: Pick<Instruction, 'flags'>, folder: string): boolean {
  return scratchTargets(instruction).some((target) => folder === target || folder.startsWith(`${target}/`));
}

/** The same text for flags that mean the same, whatever their order. */
export function canonicalFlags(instruction: Instruction): string {
  const mounts = mountsOf(instruction).map((mount) =>
    [...mount]
      .map((field) => field.join('='))
      .sort()
      .join(','),
  );
  const others = instruction.flags.filter((flag) => flag.name !== 'mount').map((flag) => `${flag.name}=${flag.value}`);
  return [...mounts, ...others].sort().join(' ');
}
