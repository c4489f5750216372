import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { stageAncestry } from '../../dockerfile/stages.ts';
import { pairsOf } from '../pairs.ts';

// https://docs.docker.com/reference/dockerfile/#predefined-args
const proxies = ['http_proxy', 'https_proxy', 'ftp_proxy', 'no_proxy', 'all_proxy'];
const predefined: ReadonlySet<string> = new Set([...proxies, ...proxies.map((name) => name.toUpperCase())]);

/** A stage upon another, and so on: further up nothing is looked for. */
const deepest = 100;

/** Where a name is first declared in a stage: for the build, and by an ENV for the container too. */
interface Declared {
  readonly atBuild: number;
  readonly inContainer: number;
}

/** By stage. */
type Declarations = Map<number, Declared>;

/** The variables that ARG and ENV declare, and where they first do so in each stage. */
export class KnownNames {
  readonly #dockerfile: Dockerfile;
  readonly #byName = new Map<string, Declarations>();
  readonly #onBuild = new Map<string, Declarations>();

  constructor(dockerfile: Dockerfile) {
    this.#dockerfile = dockerfile;
    for (const instruction of dockerfile.instructions) {
      this.#add(this.#byName, instruction, instruction.stage);
      if (instruction.trigger) this.#add(this.#onBuild, instruction.trigger, instruction.stage);
    }
  }

  #add(into: Map<string, Declarations>, instruction: Instruction, stage: number): void {
    const { keyword, start } = instruction;
    if (keyword !== 'ARG' && keyword !== 'ENV') return;
    for (const { name } of pairsOf(instruction)) {
      const stages = into.get(name) ?? (new Map() as Declarations);
      into.set(name, stages);
      const known = stages.get(stage) ?? { atBuild: start, inContainer: Infinity };
      stages.set(stage, keyword === 'ENV' ? { ...known, inContainer: Math.min(known.inContainer, start) } : known);
    }
  }

  /** Those of the script's words that are variables at this instruction, each once. */
  usedIn(script: string, owner: Instruction, instruction: Instruction): string[] {
    const words = new Set(script.match(/[A-Za-z_]\w*/g));
    const atBuild = instruction.keyword === 'RUN';
    return [...words].filter(
      (word) =>
        (atBuild && predefined.has(word)) ||
        this.#reaches(this.#byName.get(word), owner, atBuild) ||
        (owner !== instruction && this.#reaches(this.#onBuild.get(word), owner, atBuild)),
    );
  }

  #reaches(stages: Declarations | undefined, { stage, start }: Instruction, atBuild: boolean): boolean {
    const own = this.#dockerfile.stages[stage];
    if (!stages || !own) return false;
    let depth = 0;
    for (const { index } of stageAncestry(this.#dockerfile, own)) {
      const declared = stages.get(index);
      if (declared && (atBuild ? declared.atBuild : declared.inContainer) < start) return true;
      if (++depth > deepest) return false;
    }
    return false;
  }
}
