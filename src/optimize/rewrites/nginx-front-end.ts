import type { Instruction } from '../../dockerfile/model.ts';
import { familyOf } from '../base-image/base-images.ts';
import { rangeOfBase } from '../base-image/base-range.ts';
import { isBelow } from '../evidence.ts';
import { frontEndOutput, type FrontEndOutput } from '../web-server/front-end-output.ts';
import { alterationsOf, bytesLeft, planLastStage, planSplit, type NginxPlan } from '../web-server/nginx-plan.ts';
import { nginxImage } from '../web-server/nginx-site.ts';
import { runtimeConfigOf } from '../runtime-config.ts';
import type { Proposal, Rewrite, RewriteContext } from '../rewrite.ts';
import { staticServerOf, type StaticServer } from '../web-server/static-server.ts';

/** Splits the only stage behind its build, where that makes what is served. */
function planBuild(context: RewriteContext, server: StaticServer, image: string): NginxPlan | null {
  let last: Instruction | null = null;
  let output: FrontEndOutput | null = null;
  for (const run of context.finalStage.instructions) {
    const made = frontEndOutput(context, run);
    if (made) [last, output] = [run, made];
  }
  if (!last || !output) return null;
  const isPart = output.by === 'ng build' && isBelow(server.folder, output.folder);
  const madeBy = `line ${context.lineOf(last)} makes it with ${output.by}`;
  return server.folder === output.folder || isPart
    ? planSplit(context, server, image, { last, added: [], madeBy })
    : null;
}

function proposeFor(context: RewriteContext, server: StaticServer, image: string): Proposal[] {
  const { dockerfile, finalStage } = context;
  const plan = dockerfile.stages.length === 1 ? planBuild(context, server, image) : planLastStage(context, server, image); // prettier-ignore
  if (!plan) return [];
  const { name, folder, port, isSinglePage, calledBy } = server;
  const fallback = isSinglePage ? `, and index.html where a page is not there, as ${name} did` : '';
  return [
    {
      at: plan.at,
      title: `Serve the files with nginx, and not with Node: ${image}`,
      why: `Node, its packages and the sources are needed to make the files, not to hand them out. nginx serves them on port ${port} as before${fallback}; it runs as the user 101. The command, the working directory and the variables of Node are gone with it.`,
      evidence: `${calledBy[0]?.toUpperCase() ?? ''}${calledBy.slice(1)} calls ${name}, which does nothing but serve ${folder}; ${plan.madeBy}.`,
      edits: plan.edits,
      risk: 'test',
      test: 'Start it, open the first page and one that lies deeper, and load that again. A script, a header or a listing of a folder that only the server of Node gave would be missing, and what the program read of its environment when it started is fixed by the build.',
      claims: null,
      range: rangeOfBase(finalStage.image, image, bytesLeft(context, folder)),
      alters: alterationsOf(dockerfile),
    },
  ];
}

/** A front end that Node builds, and then serves with a program that does nothing else. */
export const nginxFrontEnd: Rewrite = {
  id: 'nginx-front-end',
  profile: 'balanced',
  once: true,
  propose(context) {
    const { dockerfile, finalStage, image } = context;
    const isNode = familyOf(finalStage.image)?.names.includes('node') === true;
    if (!isNode || (image && !image.knowsEveryLine)) return [];
    const server = staticServerOf(context);
    const reference = nginxImage();
    if (!server || reference === null || server.port < 1024) return [];
    const ports = runtimeConfigOf(dockerfile).exposed.map((word) => word.replace(/\/tcp$/i, ''));
    return ports.every((port) => port === String(server.port)) ? proposeFor(context, server, reference) : [];
  },
};
