import type { Instruction } from '../../dockerfile/model.ts';
import { baseImageOf } from '../../dockerfile/stages.ts';
import { keywordFor } from '../../lint/written-keyword.ts';
import { familyOf } from '../base-image/base-images.ts';
import { insertAfter } from '../edits.ts';
import { nodeServers } from '../node/node-project.ts';
import { nodeStartOf, type StartedCommand } from '../node/node-start.ts';
import { runtimeConfigOf } from '../runtime-config.ts';
import type { Rewrite, RewriteContext } from '../rewrite.ts';
import { ofSystem } from '../system-programs.ts';

/** They choose settings, databases or files by this variable: another value may be another database. */
const choosing = ['config', 'dotenv-flow', 'knex', 'sequelize', 'sequelize-cli', 'typeorm', 'convict', 'nconf'];

const managers: ReadonlySet<string> = new Set(['node', 'nodejs', 'pm2-runtime', 'cross-env']);

const dependenciesOf = ({ manifest }: StartedCommand): string[] => {
  const listed = manifest?.fields.dependencies;
  return typeof listed === 'object' && listed !== null ? Object.keys(listed) : [];
};

/** The variable is set, or may be by the one who builds. */
function isSpokenOf({ dockerfile, image }: RewriteContext): boolean {
  const names = dockerfile.instructions.filter(({ keyword }) => keyword === 'ARG' || keyword === 'ENV');
  return (
    (image?.variable('NODE_ENV') ?? null) !== null ||
    names.some(({ words }) => words.some(({ value }) => value.split('=')[0] === 'NODE_ENV'))
  );
}

/** Node runs a file of a server, and nothing else but what needs no setting; null where another program has a say. */
function serverStarted(context: RewriteContext): { command: StartedCommand; server: string } | null {
  const { commands, unknown } = nodeStartOf(context);
  const own = commands.filter(({ calledBy }) => calledBy !== 'HEALTHCHECK');
  const isPlain = own.every(
    ({ name, assignments }) =>
      (managers.has(name) || ofSystem.has(name)) && !assignments.some((one) => one.startsWith('NODE_ENV=')),
  );
  const command = own.find(({ name, args }) => name !== 'cross-env' && managers.has(name) && args.some((word) => !word.startsWith('-'))); // prettier-ignore
  if (unknown !== null || !isPlain || !command) return null;
  const dependencies = dependenciesOf(command);
  const server = nodeServers.find((name) => dependencies.includes(name));
  return server !== undefined && !choosing.some((name) => dependencies.includes(name)) ? { command, server } : null;
}

/** Behind all that installs, builds or copies in the last stage. */
function lastWork({ finalStage }: RewriteContext): Instruction {
  return finalStage.instructions.findLast(({ keyword }) => ['RUN', 'COPY', 'ADD'].includes(keyword)) ?? finalStage.from;
}

export const productionMode: Rewrite = {
  id: 'production-mode',
  profile: 'balanced',
  once: true,
  propose(context) {
    const { dockerfile, finalStage } = context;
    const isNode = familyOf(baseImageOf(dockerfile, finalStage))?.names.includes('node') === true;
    if (!isNode || runtimeConfigOf(dockerfile).environment.has('NODE_ENV') || isSpokenOf(context)) return [];
    const started = serverStarted(context);
    if (!started) return [];
    const { command, server } = started;
    const at = lastWork(context);
    const program = [command.name, ...command.args].join(' ').slice(0, 120);
    return [
      {
        at,
        title: 'Tell the server that it runs in production, with NODE_ENV',
        why: 'Express and other packages do more for developers where NODE_ENV is not production: they read templates anew for each request, send traces of errors to clients, and check more than they need to. It stands behind everything that installs or builds, which may need development dependencies.',
        evidence: `${command.calledBy[0]?.toUpperCase() ?? ''}${command.calledBy.slice(1)} calls ${program}, package.json lists ${server} under dependencies, and nothing sets NODE_ENV.`,
        edits: [insertAfter(dockerfile, at, `${keywordFor(dockerfile, 'ENV')} NODE_ENV=production`)],
        risk: 'test',
        test: 'Start it and use it: what the program itself does otherwise in production, such as cookies for https alone, another level of logging or files that it serves, has to be what you want.',
        claims: null,
        alters: { environment: new Map([['NODE_ENV', 'production']]) },
      },
    ];
  },
};
