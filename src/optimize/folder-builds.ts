import { ignoredByFile } from '../build-context/dockerignore.ts';
import type { ContextTree } from '../build-context/context-tree.ts';
import type { Dockerfile } from '../dockerfile/model.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import { BuildSimulation } from '../build-cache/build-simulation.ts';
import { carriedCosts, compareChanges } from '../build-cache/compare-changes.ts';
import type { BuildChange, ComparedChange, SimulatedBuild } from '../build-cache/simulation.ts';
import { noCosts, type StepCosts } from '../build-cache/step-costs.ts';
import { typicalChanges } from '../build-cache/typical-changes.ts';
import { orderAdvice, type OrderAdvice } from './order-advice.ts';

/** A Dockerfile with the ignore file that it is built with. */
export interface BuildTexts {
  readonly dockerfile: string;
  readonly dockerignore: string;
}

export interface FolderBuildsInput {
  readonly tree: ContextTree;
  readonly today: BuildTexts;
  /** Null where there is no better one. */
  readonly better: BuildTexts | null;
  /** Of the steps of today's, where its image is there. */
  readonly costs: StepCosts | null;
}

/** What can be changed, and what the changes of every day take. */
export interface FolderBuildsFacts {
  readonly stages: readonly { readonly name: string | null; readonly image: string }[];
  readonly images: readonly string[];
  readonly buildArgs: readonly string[];
  readonly compared: readonly ComparedChange[];
  /** In which order an edit would run fewer steps again. */
  readonly advice: readonly OrderAdvice[];
}

/** The builds of a folder by its Dockerfile and by the better one, to be asked about one change after the other. */
export class FolderBuilds {
  readonly facts: FolderBuildsFacts;
  private readonly today: BuildSimulation;

  constructor({ tree, today, better, costs }: FolderBuildsInput) {
    const dockerfile = parseDockerfile(today.dockerfile);
    const simulate = (of: Dockerfile, { dockerignore }: BuildTexts, known: StepCosts): BuildSimulation => {
      const ignored = ignoredByFile(tree, dockerignore);
      return new BuildSimulation({ tree, ignored, dockerfile: of, costs: known });
    };
    this.today = simulate(dockerfile, today, costs ?? noCosts);
    const other = better && parseDockerfile(better.dockerfile);
    const then = other && simulate(other, better, carriedCosts(dockerfile, costs ?? noCosts, other));
    const changes = typicalChanges(this.today);
    const { images, buildArgs } = this.today;
    const source = changes.find(({ id }) => id === 'source');
    this.facts = {
      stages: dockerfile.stages.map(({ name, image }) => ({ name, image })),
      images,
      buildArgs,
      compared: compareChanges(changes, this.today, then),
      advice: source ? orderAdvice(this.today, source) : [],
    };
  }

  after(change: BuildChange): SimulatedBuild {
    return this.today.after(change);
  }
}
