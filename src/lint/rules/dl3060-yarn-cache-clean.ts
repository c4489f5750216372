import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { appendFix } from '../append-fix.ts';
import { keptRunsOf } from '../kept-runs.ts';
import { leftBy, removesFolder, type CacheUse } from '../left-cache.ts';
import { isScratch, scratchTargets } from '../mounts.ts';
import { parseArguments, type OptionSyntax, type ParsedArguments } from '../options.ts';
import type { Rule } from '../rule.ts';
import { valueAt } from '../variables.ts';

// classic.yarnpkg.com/en/docs/cli: options whose value may stand in the next word.
const syntax: OptionSyntax = {
  long: new Set([
    '--cache-folder', '--cwd', '--global-folder', '--https-proxy', '--link-folder', '--modules-folder', '--mutex',
    '--network-concurrency', '--network-timeout', '--otp', '--preferred-cache-folder', '--proxy', '--registry',
    '--use-yarnrc',
  ]), // prettier-ignore
  short: '',
};

// Of root, of yarn 1 as the images of node have it, and of later versions.
const folders = ['/root/.cache/yarn', '/usr/local/share/.cache/yarn', '/root/.yarn/berry/cache'];

function yarnCall({ invoked, args }: ShellCommand): ParsedArguments | null {
  return invoked === 'yarn' ? parseArguments(args, syntax) : null;
}

const verbOf = (command: ShellCommand): string => yarnCall(command)?.operands[0]?.value ?? '';

const cache: CacheUse = {
  folders,
  fills: (command) => verbOf(command) === 'install',
  empties: (command) => verbOf(command) === 'cache' || folders.some((folder) => removesFolder(command, folder)),
};

/** A mount at the cache of any user or project, or where yarn was told to keep it. */
function isCacheMounted(dockerfile: Dockerfile, run: Instruction, install: ShellCommand): boolean {
  const option = yarnCall(install)?.options.findLast(({ name }) => name === '--cache-folder')?.value;
  const assigned = install.assignments.findLast(({ name }) => name === 'YARN_CACHE_FOLDER')?.value;
  const moved = option ?? assigned ?? valueAt(dockerfile, run, 'YARN_CACHE_FOLDER');
  if (moved !== null && isScratch(run, moved)) return true;
  return scratchTargets(run).some((target) => /\/(\.cache\/yarn(\/.*)?|\.yarn\/(berry\/)?cache)$/.test(target));
}

export const yarnCacheClean: Rule = {
  id: 'DL3060',
  source: 'hadolint',
  severity: 'info',
  summary: 'The cache of yarn stays in the layer',
  help: 'Every package is then in the image twice, as an archive and unpacked. Run yarn cache clean behind yarn install, or mount a cache at yarn’s folder.',
  fixes: 'safe',
  noFix: 'Only where the RUN is one chain of && that can go on.',
  examples: {
    bad: ['RUN yarn install --frozen-lockfile', 'RUN yarn install\nRUN yarn cache clean'],
    good: [
      'RUN yarn install --frozen-lockfile && yarn cache clean',
      'RUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn install',
    ],
  },
  check(dockerfile, report) {
    for (const run of keptRunsOf(dockerfile)) {
      const install = leftBy(dockerfile, run, cache);
      if (!install || isCacheMounted(dockerfile, run, install)) continue;
      report(run, { at: install, fix: appendFix(dockerfile, run, 'Add yarn cache clean', ['yarn cache clean']) });
    }
  },
};
