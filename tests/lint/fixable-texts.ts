import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules, type LintConfig } from '../../src/lint/index.ts';
import { withFrom } from './test-rule.ts';

export interface FixableText {
  readonly name: string;
  readonly text: string;
  readonly config: LintConfig;
}

function filesIn(folder: string, isWanted: (path: string) => boolean): FixableText[] {
  if (!existsSync(folder)) return [];
  const paths = readdirSync(folder, { recursive: true }).map(String).filter(isWanted).sort();
  return paths.map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8'), config: {} }));
}

/** The Dockerfiles of the shared fixtures. */
export const fixtures = filesIn(join(import.meta.dirname, '../../../shared/fixtures/dockerfiles'), (path) =>
  path.endsWith('.Dockerfile'),
);

/** The Dockerfiles of our example projects. */
export const projects = filesIn(join(import.meta.dirname, '../projects'), (path) =>
  /(?:^|\/)(?:[^/]+\.)?Dockerfile$/.test(path),
);

/** The examples of all rules, bad and good. */
export const examples: readonly FixableText[] = rules.flatMap(({ id, examples: { bad, good, config = {} } }) =>
  [...bad, ...good].map((text) => ({ name: `${id}: ${text}`, text: withFrom(text), config })),
);
