import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { commandsOf } from '../commands.ts';
import { configuresWithout, installsDevelopment, prunesDevelopment, type ValueOf } from '../development-install.ts';
import { nodeInstall } from '../node-install.ts';
import type { Rule } from '../rule.ts';
import { shippedBuild } from '../shipped-build.ts';
import { isWorkshop, shippedInstructions } from '../shipped-stages.ts';
import { expandVariables, valueAt } from '../variables.ts';

/** The container is started to develop or to test. */
const startsDevelopment =
  /\b(?:nodemon|ts-node-dev|runserver|pytest|jest|vitest|cypress|rspec|phpunit|playwright)\b|--reload\b|\b(?:npm|yarn|pnpm|bun)["',\s]+(?:run["',\s]+)?(?:dev|test|start:dev|watch)\b/;

interface Place {
  readonly run: Instruction;
  readonly command: ShellCommand;
  /** The program, or `node` for those of JavaScript. */
  readonly kind: string;
}

/** Variables that ARG declares and the build gives: what they hold is not known. */
const declaredOnly = (instructions: readonly Instruction[]): Set<string> =>
  new Set(
    instructions
      .filter(({ keyword }) => keyword === 'ARG')
      .flatMap(({ words }) => words.map(({ value }) => value).filter((value) => !value.includes('='))),
  );

/** The installs that bring what only developers need, and that nothing takes out again. */
function keptInstalls(dockerfile: Dockerfile, instructions: readonly Instruction[]): Place[] {
  const unknown = declaredOnly(instructions);
  const without = new Set<string>();
  let kept: Place[] = [];
  for (const run of instructions.filter(({ keyword }) => keyword === 'RUN')) {
    const exported = new Map<string, string>();
    const outside = (name: string): string | null => valueAt(dockerfile, run, name) ?? (unknown.has(name) ? '$' : null);
    for (const command of commandsOf(dockerfile, run)) {
      const kind = nodeInstall(command) ? 'node' : command.invoked;
      for (const { value } of kind === 'export' ? command.args : []) {
        const [name = '', ...rest] = value.split('=');
        exported.set(name, rest.join('='));
      }
      const configured = configuresWithout(command);
      if (configured !== null) without.add(configured);
      const pruned = prunesDevelopment(command);
      if (pruned !== null) kept = kept.filter((place) => place.kind !== pruned);
      const valueOf: ValueOf = (name) => {
        const own = command.assignments.findLast((assignment) => assignment.name === name)?.value;
        const value = own ?? exported.get(name) ?? outside(name);
        return value === null ? null : (expandVariables(value, outside) ?? '$');
      };
      if (without.has(kind) || !installsDevelopment(command, valueOf)) continue;
      // Composer's last install decides what is there: one in front of it, without the sources, fetches the same.
      if (kind === 'composer') kept = kept.filter((place) => place.kind !== kind);
      kept.push({ run, command, kind });
    }
  }
  return kept;
}

export const developmentDependencies: Rule = {
  id: 'PL1011',
  source: 'plimsoll',
  severity: 'info',
  summary: 'The final image gets the development dependencies',
  help: 'Test runners, linters and compilers take space, and every one of them can have a hole. Leave them out (--omit=dev, --without dev, --no-dev), or install them in an earlier stage that only builds.',
  noFix: 'Whether a later step of the build needs them is for you to know.',
  examples: {
    bad: [
      'COPY package.json package-lock.json ./\nRUN npm ci\nCMD ["node", "server.js"]',
      'RUN pip install -r requirements-dev.txt',
    ],
    good: [
      'RUN npm ci --omit=dev',
      'ENV NODE_ENV=production\nRUN npm ci',
      'FROM node:22 AS build\nRUN npm ci && npm run build\nFROM node:22-slim\nRUN npm ci --omit=dev',
    ],
  },
  check(dockerfile, report, config) {
    if (isWorkshop(dockerfile, config)) return;
    const instructions = shippedInstructions(dockerfile, config);
    const starts = ['CMD', 'ENTRYPOINT'].flatMap(
      (word) => instructions.findLast(({ keyword }) => keyword === word) ?? [],
    );
    if (starts.some(({ start, end }) => startsDevelopment.test(dockerfile.text.slice(start, end)))) return;
    const kept = keptInstalls(dockerfile, instructions);
    // What is built from sources in the image is PL1010's, tools and all.
    const isTold = kept.length > 0 && shippedBuild(dockerfile, config) !== null;
    for (const { run, command, kind } of kept) {
      if (isTold && kind === 'node') continue;
      report(run, {
        at: command,
        message: `${command.name} installs the development dependencies into the final image`,
      });
    }
  },
};
