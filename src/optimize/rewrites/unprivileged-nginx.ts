import { isBelow } from '../evidence.ts';
import { runtimeConfigOf } from '../runtime-config.ts';
import { staticStage } from '../web-server/web-server.ts';
import { parseReference } from '../base-image/base-images.ts';
import type { Rewrite } from '../rewrite.ts';

export const unprivilegedNginx: Rewrite = {
  id: 'unprivileged-nginx',
  profile: 'balanced',
  once: true,
  propose(context) {
    const { dockerfile, finalStage } = context;
    const [word] = finalStage.from.words;
    const stage = staticStage(context, ['nginx']);
    const tag = parseReference(finalStage.image)?.tag;
    const ports = runtimeConfigOf(dockerfile).exposed;
    const isHigh = ports.length > 0 && ports.every((port) => Number.parseInt(port, 10) >= 1024);
    // Its own server listens on 8080: where nothing takes the place of that, the port would be another one.
    const site = stage?.targets.some(
      (path) => isBelow(path, '/etc/nginx/conf.d') || isBelow(path, '/etc/nginx/templates'),
    );
    const replacesAll =
      stage?.targets.some((path) => path === '/etc/nginx' || path === '/etc/nginx/nginx.conf') === true;
    if (!word || !stage || !tag || !isHigh || site !== true || replacesAll) return [];
    const reference = `nginxinc/nginx-unprivileged:${tag}`;
    return [
      {
        at: finalStage.from,
        title: `Run nginx as a user: ${reference}`,
        why: 'nginx starts as root, to listen on ports below 1024 and to change user. This one listens on a higher port, so that the image in which nginx runs as the user 101 from the start will do. It is the same nginx, with its own files in /tmp.',
        evidence: `The image exposes ${ports.join(', ')}, brings a configuration of its own, and only copies files.`,
        edits: [{ start: word.start, end: word.end, text: reference }],
        risk: 'test',
        test: 'Start it and open a page. A cache or a log that the configuration puts outside of /tmp has to be given to the user 101.',
        claims: null,
      },
    ];
  },
};
