import { finalStageOf } from '../../dockerfile/stages.ts';
import { familyOf } from '../base-image/base-images.ts';
import type { Ecosystem, EcosystemInput } from '../ecosystem.ts';
import { findSigns } from '../ecosystem-signs.ts';
import { runtimeConfigOf } from '../runtime-config.ts';

const servers: Readonly<Record<string, string>> = {
  nginx: 'nginx',
  'nginxinc/nginx-unprivileged': 'nginx',
  httpd: 'Apache httpd',
  caddy: 'Caddy',
};

function notesOf({ dockerfile }: EcosystemInput, base: string): string[] {
  const { exposed } = runtimeConfigOf(dockerfile);
  const isLow = exposed.every((port) => !(Number.parseInt(port, 10) >= 1024));
  return base === 'nginx' && isLow
    ? [
        'nginx starts as root, to listen on port 80. nginxinc/nginx-unprivileged runs as a user and listens on 8080; as the port would be another one, it is not proposed.',
      ]
    : [];
}

export const staticSite: Ecosystem = {
  id: 'static-site',
  name: 'Static site',
  coverage: 'full',
  find(input) {
    const final = finalStageOf(input.dockerfile);
    const base = final ? (familyOf(final.image)?.names[0] ?? '') : '';
    const tool = servers[base];
    if (tool === undefined) return null;
    const bases = Object.keys(servers);
    const signs = findSigns(input, { bases, commands: [], files: ['index.html'], paths: [], finalBaseOnly: true });
    return { tool, kind: null, signs, notes: notesOf(input, base) };
  },
};
