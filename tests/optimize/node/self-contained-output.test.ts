import { describe, expect, it } from 'vitest';
import type { GivenFiles } from '../../support/build-context.ts';
import { changedBy, dockerfileOf as lines, reviewOf } from '../../support/review-changes.ts';

const id = 'two-stage-build';

const manifest = (scripts: Record<string, string>, dependency: string): string =>
  JSON.stringify({ name: 'quay', scripts, dependencies: { [dependency]: '16.0.0' } });

const standalone = "export default { output: 'standalone' };\n";
const file = (...closing: string[]): string =>
  lines('FROM node:22', 'WORKDIR /app', 'COPY . .', 'RUN npm ci && npm run build', 'EXPOSE 3000', ...closing);

const nextFiles: GivenFiles = {
  'package.json': manifest({ build: 'next build', start: 'next start' }, 'next'),
  'next.config.mjs': standalone,
  'app/page.jsx': 10,
  'public/robots.txt': 10,
};

const building = [
  'FROM node:22 AS base',
  'WORKDIR /app',
  '',
  'FROM base AS build',
  'COPY . .',
  'RUN npm ci && npm run build',
  '',
  'FROM base',
];

const given = (text: string, files: GivenFiles | null = nextFiles): string => changedBy({ text, files }, id).text;

describe('the standalone output of Next.js', () => {
  it('takes the place of `next start`, with what it leaves beside it', () => {
    const { text, change } = changedBy({ text: file('CMD ["npm", "start"]'), files: nextFiles }, id);
    expect(text).toBe(
      lines(
        ...building,
        'COPY --from=build /app/public ./public',
        'COPY --from=build /app/.next/standalone ./',
        'COPY --from=build /app/.next/static ./.next/static',
        'ENV HOSTNAME=0.0.0.0',
        'EXPOSE 3000',
        'CMD ["node", "server.js"]',
      ),
    );
    expect(change?.alters.command).toBe('["node","server.js"]');
    expect([...(change?.alters.environment ?? [])]).toEqual([['HOSTNAME', '0.0.0.0']]);
    expect(change?.why).toContain(
      'Next.js puts the server and those files of packages that it loads into .next/standalone. The command starts that server itself, as `next start` would need all of them.',
    );
    expect(change?.risk).toBe('test');
  });

  it('has no public folder where the project has none', () => {
    const { 'public/robots.txt': _, ...files } = nextFiles;
    expect(given(file('CMD ["npx", "next", "start"]'), files)).not.toContain('public');
  });

  it('is all that is copied where its server is what starts', () => {
    const build = 'next build && cp -r public .next/static .next/standalone/';
    const files = { ...nextFiles, 'package.json': manifest({ build }, 'next') };
    const command = 'CMD ["node", ".next/standalone/server.js"]';
    expect(given(file(command), files)).toBe(
      lines(...building, 'COPY --from=build /app/.next/standalone ./.next/standalone', 'EXPOSE 3000', command),
    );
  });

  it('is found in the image, of which all else of the folder is left behind', () => {
    const layers = `
      layer  base
        usr/local/bin/node  10
      layer  WORKDIR /app
        app/
      layer  COPY . . # buildkit
        app/package.json  10
        app/app/page.jsx  20
        app/public/robots.txt  30
      layer  RUN /bin/sh -c npm ci && npm run build # buildkit
        app/node_modules/next/index.js  40000
        app/.next/cache/webpack/x  5000
        app/.next/server/app/page.js  600
        app/.next/static/chunks/a.js  70
        app/.next/standalone/server.js  80
        app/.next/standalone/node_modules/next/index.js  900
      empty  EXPOSE 3000
      empty  CMD ["npx" "next" "start"]
    `;
    const { text, change } = changedBy({ text: file('CMD ["npx", "next", "start"]'), layers }, id);
    expect(text).toContain('COPY --from=build /app/.next/standalone ./\n');
    expect(text).not.toContain('prune');
    expect(change?.saves).toBe(10 + 20 + 40_000 + 5_000 + 600);
    // The command's line keeps its place for later changes, whether this one is on or off.
    const ids = reviewOf({ text: file('CMD ["npx", "next", "start"]'), layers }).proposal?.changes.map((one) => one.id);
    expect(ids?.filter((one) => one.startsWith('healthcheck'))).toEqual(['healthcheck']);
  });
});

describe('the output of Nuxt', () => {
  const files: GivenFiles = {
    'package.json': manifest({ build: 'nuxt build' }, 'nuxt'),
    'nuxt.config.ts': 'export default defineNuxtConfig({});\n',
    'app.vue': 10,
  };
  const command = 'CMD ["node", ".output/server/index.mjs"]';

  it('is all that is copied', () => {
    expect(given(file(command), files)).toBe(
      lines(...building, 'COPY --from=build /app/.output ./.output', 'EXPOSE 3000', command),
    );
  });

  it('is not made where something else builds', () => {
    const other = { ...files, 'package.json': manifest({ build: 'vite build' }, 'nuxt') };
    expect(given(file(command), other)).not.toContain('/app/.output ./.output');
  });
});

describe('nothing is started otherwise', () => {
  const start = 'CMD ["npm", "start"]';
  const scripts = { build: 'next build', start: 'next start' };

  it.each<[string, string, GivenFiles]>([
    ['where the output is not asked for', file(start), { ...nextFiles, 'next.config.mjs': 'export default {};' }],
    ['where an entrypoint stands before it', file('ENTRYPOINT ["/go.sh"]', start), nextFiles],
    ['where HOSTNAME has a value', file('ENV HOSTNAME=::', start), nextFiles],
    ['on a port that the command says', file('CMD ["npx", "next", "start", "-p", "4000"]'), nextFiles],
    [
      'behind another script',
      file(start),
      { ...nextFiles, 'package.json': manifest({ ...scripts, prestart: 'node migrate.js' }, 'next') },
    ],
    [
      'in a workspace, where the server lies deeper',
      file(start),
      { ...nextFiles, 'package.json': JSON.stringify({ scripts, workspaces: ['a'], dependencies: { next: '16' } }) },
    ],
    ['beside a RUN of which nobody knows', file('RUN ./prepare.sh', start), nextFiles],
  ])('%s', (_, text, files) => {
    const result = given(text, files);
    expect(result).not.toContain('server.js');
    expect(result).not.toContain('.next/standalone');
  });
});
