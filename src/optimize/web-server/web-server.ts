// A final stage that copies files beside a web server, and runs nothing of them.
import type { Stage } from '../../dockerfile/model.ts';
import { copyTarget } from '../../dockerfile/places.ts';
import { familyOf, findBase, parseReference } from '../base-image/base-images.ts';
import { isBelow } from '../evidence.ts';
import type { RewriteContext } from '../rewrite.ts';

const quiet: ReadonlySet<string> = new Set([
  'FROM', 'COPY', 'ENV', 'ARG', 'EXPOSE', 'LABEL', 'MAINTAINER', 'WORKDIR', 'CMD', 'ENTRYPOINT', 'STOPSIGNAL',
]); // prettier-ignore

/** How the images start their server by themselves. */
const usualStart: ReadonlySet<string> = new Set(['nginx -g daemon off;', 'httpd-foreground', 'nginx', '']);

/** Where COPYs of the stage put files; null where one cannot be told. */
function targetsOf({ dockerfile }: RewriteContext, { instructions }: Stage): string[] | null {
  const copies = instructions.filter(({ keyword }) => keyword === 'COPY');
  const targets = copies.map((copy) => copyTarget(dockerfile, copy));
  return targets.every((target) => target !== null) ? targets : null;
}

export interface StaticStage {
  readonly targets: readonly string[];
  /** The configuration of the server is the user's own. */
  readonly isConfigured: boolean;
}

/** Null for a stage that does more, whose image has no version or is pinned, and for servers that are not known. */
export function staticStage(context: RewriteContext, names: readonly string[]): StaticStage | null {
  const { finalStage } = context;
  const { image, baseStage, instructions } = finalStage;
  const isServer = familyOf(image)?.names.some((name) => names.includes(name)) === true;
  const isNamed = findBase(image)?.version != null && parseReference(image)?.pinned === false;
  if (!isServer || !isNamed || baseStage !== null || !instructions.every(({ keyword }) => quiet.has(keyword)))
    return null;
  const starts = instructions.filter(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT');
  const isUsual = starts.every(
    ({ keyword, json }) =>
      keyword === 'CMD' && json !== null && usualStart.has(json.map(({ value }) => value).join(' ')),
  );
  const targets = targetsOf(context, finalStage);
  // Scripts that the image runs before the server starts may call anything.
  if (!isUsual || !targets || targets.some((path) => isBelow(path, '/docker-entrypoint.d'))) return null;
  const isConfigured = targets.some((path) => isBelow(path, '/etc') || isBelow(path, '/usr/local/apache2/conf'));
  return { targets, isConfigured };
}
