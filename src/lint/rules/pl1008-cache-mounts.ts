import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { downloadsByStage, namedVariables, needsBuildKit, targetsFor, type Download } from '../cached-downloads.ts';
import { insertAt, type Fix } from '../fix.ts';
import type { Rule } from '../rule.ts';

/** Where root's downloads lie, by program. */
const folders: ReadonlyMap<string, string> = new Map([
  ['apt-get', '/var/cache/apt and /var/lib/apt'],
  ['bun', '/root/.bun/install/cache'],
  ['cargo', '/usr/local/cargo/registry'],
  ['dotnet', '/root/.nuget/packages'],
  ['go', '/go/pkg/mod and /root/.cache/go-build'],
  ['gradle', '/root/.gradle'],
  ['gradlew', '/root/.gradle'],
  ['mvn', '/root/.m2'],
  ['mvnw', '/root/.m2'],
  ['npm', '/root/.npm'],
  ['pip', '/root/.cache/pip'],
  ['pnpm', '/root/.local/share/pnpm/store'],
  ['poetry', '/root/.cache/pypoetry/artifacts and /root/.cache/pypoetry/cache'],
  ['uv', '/root/.cache/uv'],
  ['yarn', '/usr/local/share/.cache/yarn, of later versions in /root/.yarn/berry/cache'],
]);

/** Nobody writes more of them; each is asked for its user. */
const downloadLimit = 500;

/** The mount at every RUN of the stage that is to have it. */
function withMounts(dockerfile: Dockerfile, downloads: readonly Download[], named: ReadonlySet<string>): Fix | null {
  const byRun = new Map<Instruction, Set<string>>();
  for (const download of downloads) {
    const targets = targetsFor(dockerfile, download, named);
    if (!targets) return null;
    const own = byRun.get(download.run) ?? new Set();
    targets.forEach((target) => own.add(target));
    byRun.set(download.run, own);
  }
  const edits = [...byRun].map(([run, targets]) =>
    insertAt(run.keywordSpan.end, [...targets].map((target) => ` --mount=type=cache,target=${target}`).join('')),
  );
  return { title: edits.length > 1 ? 'Add the cache mounts' : 'Add the cache mount', edits };
}

export const cacheMounts: Rule = {
  id: 'PL1008',
  source: 'plimsoll',
  severity: 'style',
  sameAs: ['DL3042', 'DL3060'],
  summary: 'Packages are downloaded without a cache mount',
  help: 'The file is built by BuildKit anyway, and whenever the layer is made anew everything is fetched or compiled again. With RUN --mount=type=cache,target=… the downloads stay with the builder and out of the image.',
  fixes: 'reviewed',
  examples: {
    bad: ['# syntax=docker/dockerfile:1\nFROM node:22\nCOPY package.json package-lock.json ./\nRUN npm ci'],
    good: [
      '# syntax=docker/dockerfile:1\nFROM node:22\nRUN --mount=type=cache,target=/root/.npm npm ci',
      'COPY package.json package-lock.json ./\nRUN npm ci',
    ],
  },
  check(dockerfile, report) {
    if (!needsBuildKit(dockerfile)) return;
    const downloads = downloadsByStage(dockerfile);
    const isUsual = downloads.flat().length <= downloadLimit;
    const named = namedVariables(dockerfile);
    for (const all of downloads) {
      const [first] = all;
      if (!first) continue;
      const { run, command, program } = first;
      const message = `${program} runs without a cache mount; its downloads lie in ${folders.get(program) ?? ''}`;
      report(run, { at: command, message, fix: isUsual ? withMounts(dockerfile, all, named) : null });
    }
  },
};
