import type { ContextAudit, ContextFigures, ProposedLine } from '../../src/build-context/context-audit.ts';
import type { BuildContext, IgnoredNodes } from '../../src/build-context/build-context.ts';
import {
  ContextKind,
  contextPath,
  ContextTreeBuilder,
  contextTreeOf,
  type ContextTree,
} from '../../src/build-context/context-tree.ts';
import { isIgnored, parseDockerignore } from '../../src/build-context/dockerignore.ts';
import { figuresOf, sumsOf } from '../../src/build-context/sent-sums.ts';

// A folder as a web project has it, made up but to scale: what the builder is sent is mostly what it never uses.

/** The same numbers in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const packages =
  'typescript webpack esbuild react react-dom lodash rxjs prettier eslint playwright sharp three moment core-js'
    .split(' ')
    .concat(Array.from({ length: 30 }, (_, at) => `dependency-${at}`));

function addMany(
  builder: ContextTreeBuilder,
  folder: string,
  count: number,
  bytes: number,
  random: () => number,
): void {
  for (let at = 0; at < count; at++) {
    const part = folder.includes('node_modules') ? ['lib', 'dist', 'src/utils', 'types'][at % 4] : 'parts';
    builder.addPath(`${folder}/${part}/file-${at}.js`, Math.ceil((bytes / count) * (0.2 + 1.6 * random())));
  }
}

export function webFolder(): ContextTree {
  const random = randomFrom(7);
  const builder = new ContextTreeBuilder();
  packages.forEach((name, at) => addMany(builder, `node_modules/${name}`, 12, 9e7 / (at + 1) ** 1.05, random));
  builder.addPath('node_modules/esbuild/bin/esbuild', 9_800_000);
  builder.addPath('node_modules/sharp/vendor/libvips.so.42', 16_400_000);
  for (let at = 0; at < 40; at++) builder.addPath(`.git/objects/pack/pack-${at}.pack`, Math.ceil(8e6 * random()));
  for (const name of ['HEAD', 'config', 'index']) builder.addPath(`.git/${name}`, 400);
  builder.addPath('dumps/shop-2026-11-01.sql', 96_000_000);
  builder.addPath('dumps/shop-2026-10-01.sql', 61_000_000);
  builder.addPath('dist/bundle.js', 3_900_000);
  builder.addPath('dist/bundle.js.map', 11_200_000);
  for (let at = 0; at < 70; at++) builder.addPath(`src/parts/part-${at}/index.ts`, Math.ceil(6000 * random()));
  for (let at = 0; at < 9; at++) builder.addPath(`public/images/photo-${at}.jpg`, Math.ceil(400_000 * random()));
  builder.addPath('assets/hero.bmp', 1_100_000);
  for (const [path, size] of Object.entries({
    '.env': 312,
    '.npmrc': 88,
    'deploy/id_ed25519': 411,
    'package.json': 1900,
    'package-lock.json': 412_000,
    'tsconfig.json': 640,
    'README.md': 9100,
    Dockerfile: 720,
    'docker-compose.yml': 900,
    'empty.txt': 0,
    'name\nwith a line end.txt': 12,
  })) {
    builder.addPath(path, size);
  }
  builder.setKind(builder.add(0, 'private', ContextKind.directory), ContextKind.unreadable);
  return builder.finish();
}

const nodesOf = ({ parents }: ContextTree): number[] => Array.from(parents.keys());

function ignoredBy(tree: ContextTree, text: string): IgnoredNodes {
  const patterns = parseDockerignore(text);
  const ignored = new Uint8Array(tree.parents.length);
  for (const node of nodesOf(tree).slice(1)) ignored[node] = Number(isIgnored(patterns, contextPath(tree, node)));
  return ignored;
}

const reasons: Record<string, string> = {
  node_modules: 'npm ci installs these in the image; a copy from here would be for another system.',
  '.git': 'The whole history of the project, with all that was ever deleted from it.',
  dumps: 'Databases, which no COPY takes.',
  dist: 'Made by npm run build inside the image.',
  '.env': 'Settings of this machine, most likely with passwords.',
  deploy: 'Has a private key in it.',
  'docker-compose.yml': 'Says how to run the image; no step of the build reads it.',
  '**/*.md': 'Texts for people; package.json names none of them.',
};

const why: Record<string, [what: string, why: string]> = {
  '.env': ['environment file', 'It sets passwords for this machine. Give the container its settings when it starts.'],
  '.npmrc': [
    'credentials of npm',
    'It may hold a token for a registry. Mount it as a secret for the one step that needs it.',
  ],
  'deploy/id_ed25519': [
    'private key',
    'Who has the image can use it. Leave it out, and replace it if it was ever built in.',
  ],
  '.git': [
    'version history',
    'All that was ever committed, also what was deleted since. No step of the build reads it.',
  ],
  'dumps/shop-2026-11-01.sql': [
    'database dump',
    'Records of real people may be in it. Keep it outside of the project.',
  ],
  'dumps/shop-2026-10-01.sql': [
    'database dump',
    'Records of real people may be in it. Keep it outside of the project.',
  ],
};

/** What an audit of the folder would say with these patterns. */
export function auditOf(tree: ContextTree, ignoreText: string | null, withDockerfile = true): ContextAudit {
  const paths = nodesOf(tree).map((node) => contextPath(tree, node));
  const own = ignoreText ?? '';
  const added = Object.keys(reasons).filter((pattern) => !own.split('\n').includes(pattern));
  const text = `${own && `${own.trimEnd()}\n\n`}${added.map((line) => `# ${reasons[line]}\n${line}`).join('\n')}\n`;
  const [ignored, ignoredAsProposed] = [ignoredBy(tree, own), ignoredBy(tree, text)];
  const below = (node: number, path: string): boolean => paths[node] === path || !!paths[node]?.startsWith(`${path}/`);
  const sumOf = (path: string, left: IgnoredNodes): ContextFigures => {
    const others = Uint8Array.from(left, (flag, node) => (below(node, path) ? flag : 1));
    return figuresOf(tree, others);
  };
  const lines = added.map((pattern): ProposedLine => {
    const alone = ignoredBy(tree, pattern);
    const saved = figuresOf(
      tree,
      Uint8Array.from(alone, (flag, node) => (flag === 1 && ignored[node] === 0 ? 0 : 1)),
    );
    return { pattern, reason: reasons[pattern] ?? '', ...saved };
  });
  const unused = ['node_modules', '.git', 'dumps', 'deploy', 'docker-compose.yml', 'README.md'];
  return {
    dropped: figuresOf(tree, null),
    now: figuresOf(tree, ignored),
    proposed: added.length > 0 ? figuresOf(tree, ignoredAsProposed) : null,
    ignoreFile: ignoreText === null ? null : '.dockerignore',
    ignoreProblems: own
      .split('\n')
      .flatMap((line, at) =>
        line.includes('[') && !line.includes(']')
          ? [{ line: at + 1, pattern: line, message: `failed to parse pattern: syntax error in pattern "${line}"` }]
          : [],
      ),
    ignored,
    ignoredAsProposed: added.length > 0 ? ignoredAsProposed : null,
    sums: sumsOf(tree, ignored),
    sumsAsProposed: added.length > 0 ? sumsOf(tree, ignoredAsProposed) : null,
    risky: Object.entries(why).flatMap(([path, [what, reason]]) => {
      const node = paths.indexOf(path);
      if (node < 0) return [];
      const sent = sumOf(path, ignored);
      return [
        {
          node,
          path,
          what,
          why: reason,
          ...sent,
          isSent: sent.files > 0,
          isSentAsProposed: added.length > 0 ? sumOf(path, ignoredAsProposed).files > 0 : null,
        },
      ];
    }),
    uses: withDockerfile
      ? [
          { line: 4, text: 'COPY package*.json ./', files: 2, bytes: 413_900, unsized: 0, missing: [] },
          { line: 6, text: 'COPY src/ public/ ./', files: 79, bytes: 1_900_000, unsized: 0, missing: [] },
          {
            line: 9,
            text: 'COPY assets/hero.bmp config/production.json /app/public/',
            files: 1,
            bytes: 1_100_000,
            unsized: 0,
            missing: ['config/production.json'],
          },
        ]
      : null,
    unused: withDockerfile
      ? unused
          .map((path) => ({ node: paths.indexOf(path), path, ...sumOf(path, ignored) }))
          .filter(({ files }) => files > 0)
          .sort((a, b) => b.bytes - a.bytes)
      : null,
    proposal: added.length > 0 ? { text, lines } : null,
  };
}

export const webContext: BuildContext = { name: 'web-shop', tree: webFolder(), texts: [] };

export const smallContext: BuildContext = {
  name: 'small',
  tree: contextTreeOf([
    { path: 'src/index.js', size: 900 },
    { path: 'package.json', size: 400 },
    { path: 'notes.txt' },
  ]),
  texts: [],
};

/** The same folder while sizes are being read: none of the first half of its files is known. */
export function halfSized(tree: ContextTree): ContextTree {
  return {
    ...tree,
    sizes: tree.sizes.map((size, node) => (node % 2 === 0 && tree.kinds[node] === ContextKind.file ? NaN : size)),
  };
}

/** 200,000 files in 4,000 folders, and 20,000 more in one. */
export function largeFolder(): ContextTree {
  const random = randomFrom(3);
  const builder = new ContextTreeBuilder();
  for (let at = 0; at < 200_000; at++) {
    const folder = at % 4000;
    builder.addPath(
      `apps/app-${folder % 40}/node_modules/dep-${folder}/file-${at}.js`,
      Math.ceil(9000 * random() ** 4),
    );
  }
  for (let at = 0; at < 20_000; at++) builder.addPath(`images/${at}.png`, Math.ceil(90_000 * random()));
  return builder.finish();
}
