import { nodeInstall, omitsDevelopment } from '../../lint/node-install.ts';
import type { Ecosystem, EcosystemInput } from '../ecosystem.ts';
import { findSigns } from '../ecosystem-signs.ts';
import { developmentAtStart } from '../node/node-development.ts';
import { nodeLocks, nodeProjectOf, nodeServers, type NodeProject, type NodeTool } from '../node/node-project.ts';
import { asksForStandalone } from '../node/self-contained-output.ts';
import type { ProjectFolder } from '../project-folder.ts';
import { commandsOf } from '../shell-chain.ts';

const programs: ReadonlyMap<string, NodeTool> = new Map([
  ['npm', 'npm'],
  ['yarn', 'Yarn'],
  ['pnpm', 'pnpm'],
  ['bun', 'Bun'],
]);

/** What installs in the Dockerfile: it counts before what lies in the folder. */
function installer({ dockerfile }: EcosystemInput): { tool: NodeTool; line: number } | null {
  for (const run of dockerfile.instructions) {
    const command = commandsOf(dockerfile, run).find((one) => nodeInstall(one));
    const tool = command ? programs.get(command.name) : undefined;
    if (tool) return { tool, line: run.line };
  }
  return null;
}

/** Yarn has two kinds, which keep what they download in different places. */
function toolOf(installed: NodeTool | null, project: NodeProject | null): NodeTool | null {
  const [lock] = project?.locks ?? [];
  const tool = installed ?? project?.said ?? nodeLocks.find(({ name }) => name === lock)?.tool ?? null;
  if (tool !== 'Yarn') return tool;
  if (project?.said === 'Yarn berry' || project?.said === 'Yarn classic') return project.said;
  if (!project) return 'Yarn';
  return project.hasYarnBerry ? 'Yarn berry' : 'Yarn classic';
}

const siteBuilders = ['vite', 'react-scripts', '@angular/cli', '@vue/cli-service', 'parcel', 'gatsby'];
const renderers: Readonly<Record<string, string>> = {
  next: 'Next.js',
  nuxt: 'Nuxt',
  '@remix-run/node': 'Remix',
  '@sveltejs/adapter-node': 'SvelteKit',
  '@astrojs/node': 'Astro',
};

function kindOf(project: NodeProject, folder: ProjectFolder): string | null {
  const { dependencies, packages } = project;
  if (packages.length > 0) return `workspace of ${packages.length} ${packages.length === 1 ? 'package' : 'packages'}`;
  const renderer = Object.keys(renderers).find((name) => dependencies.has(name));
  if (renderer === 'next' && asksForStandalone(folder))
    return 'Next.js, rendered on the server, with standalone output';
  if (renderer) return `${renderers[renderer]}, rendered on the server`;
  const server = nodeServers.find((name) => dependencies.has(name));
  if (server) return `server with ${server}`;
  return siteBuilders.some((name) => dependencies.has(name)) ? 'static front end' : null;
}

/** Packages that bring compiled code, or compile it where nothing fits; by their names alone. */
const compiled = [
  'argon2', 'bcrypt', 'better-sqlite3', 'bufferutil', 'canvas', 'cpu-features', 'isolated-vm', 'node-sass', 'oracledb', 'pg-native',
  're2', 'sharp', 'sqlite3', 'zeromq',
]; // prettier-ignore

/** Compiled code that the image's own layers brought. */
function addOnsIn({ image }: EcosystemInput): string[] {
  if (!image) return [];
  const found: string[] = [];
  for (let layer = image.baseLayers; layer < image.image.layers.length; layer++) {
    const addOn = image.copiesIn(layer).find(({ path }) => path.endsWith('.node') && path.includes('/node_modules/'));
    if (addOn && image.has(addOn.path)) found.push(addOn.path);
  }
  return found;
}

/** Of a final stage that installs, why development dependencies are not taken out of it. */
function developmentNote(input: EcosystemInput, { fields, packages }: NodeProject): string | null {
  const { dockerfile, finalStage } = input;
  const installs = finalStage.instructions.flatMap((run) =>
    commandsOf(dockerfile, run).flatMap((command) => nodeInstall(command) ?? []),
  );
  const listed = fields?.devDependencies;
  const hasAny =
    packages.length > 0 || (typeof listed === 'object' && listed !== null && Object.keys(listed).length > 0);
  if (!hasAny || installs.length === 0 || installs.every(omitsDevelopment)) return null;
  const need = developmentAtStart(input);
  if (!need) return null;
  return need.isKnown
    ? `Development dependencies are not taken out, as the container needs one when it starts: ${need.reason}.`
    : `Development dependencies are not taken out, as it is not known whether the container needs one when it starts: ${need.reason}.`;
}

function notesOf(input: EcosystemInput, project: NodeProject | null, used: ReturnType<typeof installer>): string[] {
  const notes: string[] = [];
  const [damaged] = project?.damaged ?? [];
  if (damaged !== undefined) notes.push(`${damaged} could not be read: nothing rests on it.`);
  const locks = project?.locks ?? [];
  if (project && locks.length === 0 && used)
    notes.push('The folder has no lock file, so two builds may install different versions; npm ci is not proposed.');
  const fitting = locks.filter((lock) => nodeLocks.some(({ name, tool }) => name === lock && tool === used?.tool));
  if (used && locks.length > 0 && fitting.length === 0)
    notes.push(`Line ${used.line} installs with ${used.tool}, but the folder has ${locks.join(' and ')}.`);
  const names = new Set(nodeLocks.filter(({ name }) => locks.includes(name)).map(({ tool }) => tool));
  if (names.size > 1) notes.push(`${locks.join(' and ')} lie side by side: only one of them is what gets installed.`);
  const needed = project && used ? developmentNote(input, project) : null;
  if (needed !== null) notes.push(needed);
  const [addOn] = addOnsIn(input);
  const named = compiled.filter((name) => project?.dependencies.has(name));
  if (addOn !== undefined)
    notes.push(`${addOn} is compiled code: it runs only with the C library that it was made for.`);
  else if (named.length > 0)
    notes.push(
      `${named.slice(0, 3).join(', ')} may bring compiled code, which runs only with the C library that it was made for.`,
    );
  return notes;
}

export const node: Ecosystem = {
  id: 'node',
  name: 'Node.js',
  coverage: 'full',
  find(input) {
    const { folder } = input;
    const project = folder ? nodeProjectOf(folder) : null;
    const used = installer(input);
    const signs = findSigns(input, {
      bases: ['node'],
      commands: ['npm', 'npx', 'yarn', 'pnpm', 'bun', 'node'],
      files: ['package.json', ...nodeLocks.map(({ name }) => name)],
      paths: ['/usr/local/bin/node', '/usr/bin/node', '/nodejs/bin/node'],
    });
    if (signs.length === 0) return null;
    const kind = project && folder ? kindOf(project, folder) : null;
    return { tool: toolOf(used?.tool ?? null, project), kind, signs, notes: notesOf(input, project, used) };
  },
};
