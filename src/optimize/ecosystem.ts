import type { Dockerfile, Stage } from '../dockerfile/model.ts';
import type { ImageEvidence } from './evidence.ts';
import type { ProjectFolder } from './project-folder.ts';

/** What an ecosystem is found by. */
export interface EcosystemInput {
  readonly dockerfile: Dockerfile;
  readonly finalStage: Stage;
  /** The folder that it is built from; null where none was dropped. */
  readonly folder: ProjectFolder | null;
  /** Null without an image, and beside one that another Dockerfile built. */
  readonly image: ImageEvidence | null;
}

/** One thing that speaks for an ecosystem, with its place. */
export interface EcosystemSign {
  readonly where: 'dockerfile' | 'folder' | 'image';
  /** `line 7 runs npm ci`, `package-lock.json`, `/app/node_modules in layer 4`. */
  readonly what: string;
}

/** What an ecosystem says of a project. */
export interface EcosystemFacts {
  /** The package manager or build tool, as its users write it: `pnpm`, `Maven`; null where nothing tells. */
  readonly tool: string | null;
  /** What the project becomes, where that is known: `static front end`, `workspace of 4 packages`, `Spring Boot`. */
  readonly kind: string | null;
  /** The strongest first. */
  readonly signs: readonly EcosystemSign[];
  /** What could not be read, or is known to be left alone, for people: one sentence each. */
  readonly notes: readonly string[];
}

export interface Ecosystem {
  readonly id: string;
  /** As its users write it: `Node.js`. */
  readonly name: string;
  /** `full`: its stages are split and its base is chosen. `basic`: cache order, cleanup, user and pins alone. */
  readonly coverage: 'full' | 'basic';
  /** Null where nothing speaks for it. */
  find(input: EcosystemInput): EcosystemFacts | null;
}

export interface FoundEcosystem extends EcosystemFacts {
  readonly id: string;
  readonly name: string;
  readonly coverage: Ecosystem['coverage'];
}
