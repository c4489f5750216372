import type { Instruction } from '../../dockerfile/model.ts';
import { directoryAt, isRoot, resolvePath, userAt } from '../../dockerfile/places.ts';
import { nodeInstall } from '../../lint/node-install.ts';
import { pairsOf } from '../../lint/variables.ts';
import { keywordFor } from '../../lint/written-keyword.ts';
import { familyOf } from '../base-image/base-images.ts';
import { rangeOfBase } from '../base-image/base-range.ts';
import { alterationsOf, planSplit } from '../web-server/nginx-plan.ts';
import { nginxImage } from '../web-server/nginx-site.ts';
import { nodeStartOf, type StartedCommand } from '../node/node-start.ts';
import { runtimeConfigOf } from '../runtime-config.ts';
import type { Rewrite, RewriteContext } from '../rewrite.ts';
import { commandsOf } from '../shell-chain.ts';
import type { StaticServer } from '../web-server/static-server.ts';

/** Settings of the server for developers alone; others may be read while the pages are built. */
const ofServer = /^(?:NODE_ENV|PORT|HOST|CI|CHOKIDAR_\w+|WDS_\w+|WATCHPACK_\w+|BROWSER|FAST_REFRESH)$/;

/** `react-scripts start`, alone, in a project that asks it for no more than pages. */
function developerServer(context: RewriteContext): StartedCommand | null {
  const { folder } = context;
  const { commands, unknown } = nodeStartOf(context);
  const [command, ...others] = commands.filter(
    ({ name, calledBy }) => calledBy !== 'HEALTHCHECK' && name !== 'cross-env',
  );
  const isAlone = others.length === 0 && unknown === null;
  if (!isAlone || command?.name !== 'react-scripts' || command.args.join(' ') !== 'start') return null;
  const { manifest } = command;
  const build = manifest?.scripts.get('build')?.trim();
  // It hands requests on to another server, or has its pages below another address.
  const asksMore = manifest?.fields.proxy !== undefined || manifest?.fields.homepage !== undefined;
  const isHooked = ['prebuild', 'postbuild'].some((name) => manifest?.scripts.has(name));
  const isTop = folder !== null && manifest?.folder === '' && !folder.named('setupProxy.*', 1).length;
  return isTop && build === 'react-scripts build' && !asksMore && !isHooked ? command : null;
}

function portOf(command: StartedCommand, environment: ReadonlyMap<string, string>): number {
  const given = command.assignments.find((one) => one.startsWith('PORT='))?.slice('PORT='.length);
  const port = given ?? environment.get('PORT') ?? '3000';
  return /^\d{1,5}$/.test(port) ? Number(port) : 0;
}

/** Behind it the sources and the packages are there; null where the build could not be put behind it. */
function lastWork({ dockerfile, finalStage }: RewriteContext, directory: string): Instruction | null {
  const own = finalStage.instructions;
  const last = own.findLast(({ keyword }) => ['RUN', 'COPY', 'ADD'].includes(keyword));
  if (!last || directoryAt(dockerfile, last) !== directory || !isRoot(userAt(dockerfile, last))) return null;
  const behind = own.slice(own.indexOf(last) + 1).filter(({ keyword }) => keyword === 'ENV');
  return behind.flatMap(pairsOf).every(({ name }) => ofServer.test(name)) ? last : null;
}

/** A React application that runs with its server for developers: built, and served by nginx. */
export const nginxReactSite: Rewrite = {
  id: 'nginx-react-site',
  profile: 'smallest',
  once: true,
  propose(context) {
    const { dockerfile, finalStage, image: dropped } = context;
    const isNode = familyOf(finalStage.image)?.names.includes('node') === true;
    if (!isNode || dockerfile.stages.length !== 1 || (dropped && !dropped.knowsEveryLine)) return [];
    const command = developerServer(context);
    const image = nginxImage();
    const { workingDirectory, environment, exposed } = runtimeConfigOf(dockerfile);
    if (!command || image === null || environment.get('NODE_ENV') === 'development') return [];
    const port = portOf(command, environment);
    const isKept = port >= 1024 && exposed.every((word) => word.replace(/\/tcp$/i, '') === String(port));
    const last = isKept ? lastWork(context, workingDirectory) : null;
    const installs = finalStage.instructions.flatMap((run) => commandsOf(dockerfile, run)).filter((one) => nodeInstall(one)); // prettier-ignore
    const [install] = installs;
    if (!last || !install) return [];
    const server: StaticServer = {
      name: 'react-scripts start',
      folder: resolvePath(workingDirectory, 'build'),
      port,
      isSinglePage: true,
      calledBy: command.calledBy,
    };
    const build = `${keywordFor(dockerfile, 'RUN')} ${install.name} run build`;
    const plan = planSplit(context, server, image, { last, added: [build], madeBy: '' });
    if (!plan) return [];
    return [
      {
        at: plan.at,
        title: `Build the React application, and serve it with nginx: ${image}`,
        why: `react-scripts start is a server for developers: it compiles when it starts, keeps the whole tool chain in the image, and sends code that is not made small. The build writes plain files, and nginx serves them on port ${port} as before, index.html where a page is not there. Leave this off for an image to develop with.`,
        evidence: `${command.calledBy[0]?.toUpperCase() ?? ''}${command.calledBy.slice(1)} calls react-scripts start; the script build is react-scripts build, and package.json names neither proxy nor homepage.`,
        edits: plan.edits,
        risk: 'test',
        test: 'Start it and use the application, with all that it asks of other servers. Variables such as REACT_APP_… are fixed by the build; what is given when the container starts is no longer read.',
        claims: null,
        range: rangeOfBase(finalStage.image, image, null),
        alters: alterationsOf(dockerfile),
      },
    ];
  },
};
