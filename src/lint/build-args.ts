import { expandWord } from '../dockerfile/expand.ts';
import type { Dockerfile } from '../dockerfile/model.ts';
import { pairOperandsOf } from './build-operands.ts';
import type { LintConfig } from './config.ts';
import { parsePlatform } from './platform.ts';

/** Values by name: null where one is not known, undefined where ARG only declares the name. */
export type GlobalArgs = Map<string, string | null | undefined>;

/** Platform that the build is for. */
export const targetPlatformOf = ({ platform = '' }: LintConfig): string =>
  parsePlatform(platform) ? platform : 'linux/amd64';

/** The ARGs that the builder sets by itself; the machine that builds is not known. */
function predefinedArgs(dockerfile: Dockerfile, config: LintConfig): GlobalArgs {
  const platform = targetPlatformOf(config);
  const { os = 'linux', arch = 'amd64', variant = '' } = parsePlatform(platform) ?? {};
  const last = dockerfile.stages.at(-1)?.name?.toLowerCase();
  const args: GlobalArgs = new Map();
  for (const name of ['PLATFORM', 'OS', 'OSVERSION', 'ARCH', 'VARIANT']) args.set(`BUILD${name}`, null);
  args.set('TARGETPLATFORM', platform).set('TARGETOS', os).set('TARGETOSVERSION', '');
  args.set('TARGETARCH', arch).set('TARGETVARIANT', variant);
  args.set('TARGETSTAGE', config.target ?? last ?? 'default');
  for (const name of args.keys()) {
    const given = config.buildArgs?.[name];
    if (given !== undefined) args.set(name, given);
  }
  return args;
}

/** The ARGs before the first FROM, with the values that the build is given, or (`isDefault`) as if it were given none. */
export function globalArgsOf(dockerfile: Dockerfile, config: LintConfig, isDefault: boolean): GlobalArgs {
  const args = predefinedArgs(dockerfile, config);
  const given = new Map(isDefault ? [] : Object.entries(config.buildArgs ?? {}));
  for (const instruction of dockerfile.instructions) {
    if (instruction.stage >= 0) break;
    if (instruction.keyword !== 'ARG') continue;
    for (const { key, value } of pairOperandsOf(instruction)) {
      const [word] = value ?? [];
      const name = key.text;
      if (given.has(name)) args.set(name, given.get(name));
      else if (word) args.set(name, expandWord(word.text, (other) => args.get(other), dockerfile).value);
      else if (!args.has(name)) args.set(name, undefined);
    }
  }
  return args;
}
