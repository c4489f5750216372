import { expandWord, type Expansion } from '../dockerfile/expand.ts';
import type { Dockerfile, Instruction, Span, Stage } from '../dockerfile/model.ts';
import { globalArgsOf, type GlobalArgs } from './build-args.ts';
import { fromOperandsOf, placeOfUse, type Operand } from './build-operands.ts';
import type { LintConfig } from './config.ts';
import { mountsOf } from './mounts.ts';

export interface UndefinedArg {
  readonly name: string;
  readonly at: Span;
  /** Every use in the image, or in the platform; null where one does not stand in the file as it is read. */
  readonly uses: readonly Span[] | null;
}

/** A FROM with its variables replaced. */
export interface ResolvedStage {
  readonly stage: Stage;
  /** Index of the earlier stage that it is built from; null where it is built from an image. */
  readonly base: number | null;
  /** The image with the arguments that the build is given; null where it is not known. */
  readonly image: string | null;
  /** The same with the arguments' defaults. */
  readonly defaultImage: string | null;
  readonly platform: (Expansion & { readonly at: Span }) | null;
  /** Variables that no global ARG declares. */
  readonly undefinedArgs: readonly UndefinedArg[];
}

export interface ResolvedStages {
  readonly stages: readonly ResolvedStage[];
  readonly globalArgs: GlobalArgs;
  /** Index of the stage that is built: the target's, or the last. */
  readonly target: number;
  /** The stages that the target needs, itself among them. */
  readonly needed: ReadonlySet<number>;
}

function undefinedIn(operand: Operand, { uses }: Expansion, args: GlobalArgs): UndefinedArg[] {
  const unset = uses.filter(({ name, isSet }) => !isSet && !args.has(name));
  const byName = new Map<string, Span[]>();
  for (const use of unset) {
    const place = placeOfUse(operand, use);
    const known = byName.get(use.name);
    if (known) known.push(place);
    else byName.set(use.name, [place]);
  }
  return [...byName].map(([name, places]) => ({
    name,
    at: places[0] ?? operand.at,
    uses: operand.isExact ? places : null,
  }));
}

function readFroms(dockerfile: Dockerfile, args: GlobalArgs, defaults: GlobalArgs): ResolvedStage[] {
  const byName = new Map<string, number>();
  return dockerfile.stages.map((stage): ResolvedStage => {
    const operands = fromOperandsOf(dockerfile.text, stage.from);
    const expand = ({ text }: Operand, values: GlobalArgs): Expansion =>
      expandWord(text, (name) => values.get(name), dockerfile);
    const image = operands.image && expand(operands.image, args);
    const platform = operands.platform && expand(operands.platform, args);
    const base = image?.value ? (byName.get(image.value.toLowerCase()) ?? null) : null;
    if (stage.name !== null) byName.set(stage.name.toLowerCase(), stage.index);
    return {
      stage,
      base,
      image: image?.value ?? null,
      defaultImage: operands.image && expand(operands.image, defaults).value,
      platform: platform && operands.platform ? { ...platform, at: operands.platform.at } : null,
      undefinedArgs: [
        ...(operands.image && image ? undefinedIn(operands.image, image, args) : []),
        ...(operands.platform && platform ? undefinedIn(operands.platform, platform, args) : []),
      ],
    };
  });
}

/** What COPY --from and RUN --mount=from=… name. */
function sourcesOf(instruction: Instruction): string[] {
  const { keyword, flags } = instruction;
  if (keyword === 'COPY') return flags.flatMap(({ name, value }) => (name === 'from' && value ? [value] : []));
  if (keyword === 'RUN') return mountsOf(instruction).flatMap((mount) => mount.get('from') ?? []);
  return [];
}

function neededBy(target: number, stages: readonly ResolvedStage[], indexOf: (name: string) => number): Set<number> {
  const needed = new Set<number>();
  const open = [target];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    const resolved = stages[index];
    if (!resolved || needed.has(index)) continue;
    needed.add(index);
    if (resolved.base !== null) open.push(resolved.base);
    for (const instruction of resolved.stage.instructions) open.push(...sourcesOf(instruction).map(indexOf));
  }
  return needed;
}

/** The stages as the builder sees them before it looks at what stands in them. */
export function resolveStages(dockerfile: Dockerfile, config: LintConfig): ResolvedStages {
  const globalArgs = globalArgsOf(dockerfile, config, false);
  const stages = readFroms(dockerfile, globalArgs, globalArgsOf(dockerfile, config, true));
  const names = dockerfile.stages.flatMap(({ name, index }) => (name === null ? [] : [[name.toLowerCase(), index]]));
  const byName = new Map(names as [string, number][]);
  const indexOf = (name: string): number => byName.get(name.toLowerCase()) ?? (/^\d+$/.test(name) ? Number(name) : -1);
  const given = config.target === undefined ? -1 : indexOf(config.target);
  const target = stages[given] ? given : stages.length - 1;
  return { stages, globalArgs, target, needed: neededBy(target, stages, indexOf) };
}
