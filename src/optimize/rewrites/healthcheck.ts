import { baseImageOf } from '../../dockerfile/stages.ts';
import { keywordFor } from '../../lint/written-keyword.ts';
import { findBase } from '../base-image/base-images.ts';
import { beforeStart } from '../closing-lines.ts';
import type { ImageEvidence } from '../evidence.ts';
import { instructionsOfImage, runtimeConfigOf } from '../runtime-config.ts';
import type { Rewrite } from '../rewrite.ts';

interface Probe {
  /** Of these one has to be in the image. */
  readonly programs: readonly string[];
  readonly family: string;
  command(port: string): string[];
}

/** Each only opens a connection: which path answers, and how, no image shows. */
const probes: readonly Probe[] = [
  {
    programs: ['/usr/local/bin/python'],
    family: 'python',
    command: (port) => ['python', '-c', `import socket; socket.create_connection(('127.0.0.1', ${port}), 2)`],
  },
  {
    programs: ['/usr/local/bin/node'],
    family: 'node',
    command: (port) => ['node', '-e', `require('net').connect(${port}, '127.0.0.1').on('connect', () => process.exit(0)).on('error', () => process.exit(1))`],
  },
  {
    programs: ['/nodejs/bin/node', '/usr/local/bin/node'],
    family: 'gcr.io/distroless/nodejs24-debian13',
    command: (port) => ['/nodejs/bin/node', '-e', `require('net').connect(${port}, '127.0.0.1').on('connect', () => process.exit(0)).on('error', () => process.exit(1))`],
  },
]; // prettier-ignore

/** The only port that the image exposes; null where there are several, or none for TCP. */
function portOf(exposed: readonly string[]): string | null {
  const [port = '', ...others] = new Set(exposed.map((word) => word.replace(/\/tcp$/i, '')));
  return others.length === 0 && /^[1-9]\d{0,4}$/.test(port) && Number(port) < 65536 ? port : null;
}

function findProbe(image: ImageEvidence, base: string): Probe | null {
  const known = findBase(base);
  const found = probes.find(
    ({ family, programs }) => known?.family.names.includes(family) && programs.some((path) => image.has(path)),
  );
  return found ?? null;
}

export const healthcheck: Rewrite = {
  id: 'healthcheck',
  profile: 'balanced',
  once: true,
  propose({ dockerfile, finalStage, image, lineOf }) {
    const { exposed, command, entrypoint } = runtimeConfigOf(dockerfile);
    const port = portOf(exposed);
    const own = instructionsOfImage(dockerfile);
    const hasOne = own.some(({ keyword }) => keyword === 'HEALTHCHECK') || image?.image.config.healthcheck != null;
    const probe = image && !hasOne ? findProbe(image, baseImageOf(dockerfile, finalStage)) : null;
    const expose = own.find(({ keyword }) => keyword === 'EXPOSE');
    if (!probe || port === null || !expose || (command === '' && entrypoint === '')) return [];
    const words = JSON.stringify(probe.command(port)).replaceAll('","', '", "');
    const line = `${keywordFor(dockerfile, 'HEALTHCHECK')} --interval=30s --timeout=3s --start-period=10s CMD ${words}`;
    const placed = beforeStart(dockerfile, finalStage, line);
    if (!placed) return [];
    return [
      {
        at: placed.at,
        title: `Let the engine see whether port ${port} answers`,
        why: 'Without a HEALTHCHECK the engine only sees whether the process runs. This one opens a connection and asks nothing; better is a path of yours that says whether the program can work. Kubernetes does not look at it: there a readinessProbe does the same.',
        evidence: `Line ${lineOf(expose)} exposes port ${port} and no other; ${probe.programs[0]} is in ${image?.has(probe.programs[0] ?? '') ? 'the image' : 'its base'}, so that nothing has to be installed for it.`,
        edits: [placed.edit],
        risk: 'test',
        test: `Start it and wait: docker ps has to say healthy. A program that listens elsewhere than on port ${port}, or not at all for a minute and a half, would be called unhealthy.`,
        claims: null,
      },
    ];
  },
};
