import { describe, expect, it } from 'vitest';
import { lines, reviewProject, withOnly } from '../review-project.ts';

const manifest = (start: string, more: object = {}): string =>
  JSON.stringify({
    scripts: { build: 'tsc', start },
    dependencies: { express: '4', ...more },
    devDependencies: { tsx: '4' },
  });
const only = (text: string, given: string): string => withOnly(text, { 'package.json': given }, 'production-mode');
const single = (...closing: string[]): string =>
  lines('FROM node:22', 'WORKDIR /app', 'COPY . .', 'RUN npm ci', ...closing);

describe('NODE_ENV', () => {
  it('stands behind what installs and builds', () => {
    const text = single('RUN npm run build', 'EXPOSE 3000', 'CMD npm start');
    expect(only(text, manifest('node dist/a.js'))).toBe(
      single('RUN npm run build', 'ENV NODE_ENV=production', 'EXPOSE 3000', 'CMD npm start'),
    );
  });

  it('stands in the last of several stages, in small letters where those are', () => {
    const text = lines(
      'from node:22 as web',
      'run npm ci',
      'from node:22',
      'copy --from=web /app /app',
      'cmd ["node", "/app/a.js"]',
    );
    expect(only(text, manifest(''))).toBe(text.replace('/app /app\n', '/app /app\nenv NODE_ENV=production\n'));
  });

  it('is said to be altered', () => {
    const { proposal } = reviewProject(single('CMD ["node", "a.js"]'), { 'package.json': manifest('') });
    const change = proposal?.changes.find(({ id }) => id === 'production-mode');
    expect(change).toMatchObject({ on: true, risk: 'test' });
    expect(change?.alters).toEqual({ environment: new Map([['NODE_ENV', 'production']]) });
  });

  it.each([
    ['it is set', single('ENV NODE_ENV=test', 'CMD ["node", "a.js"]'), manifest('')],
    ['the one who builds may set it', single('ARG NODE_ENV', 'CMD ["node", "a.js"]'), manifest('')],
    ['the script sets it', single('CMD npm start'), manifest('NODE_ENV=staging node a.js')],
    ['cross-env sets it', single('CMD npm start'), manifest('cross-env NODE_ENV=staging node a.js')],
    ['a watcher starts it', single('CMD npm start'), manifest('tsx watch a.ts')],
    ['a database is changed first', single('CMD npm start'), manifest('knex migrate:latest && node a.js')],
    ['settings are chosen by it', single('CMD ["node", "a.js"]'), manifest('', { config: '3' })],
    ['nothing says that it is a server', single('CMD ["node", "a.js"]'), '{"dependencies":{"chalk":"5"}}'],
    ['what starts is not known', single('CMD ["./run.sh"]'), manifest('')],
    ['it does not run on Node', single('CMD ["node", "a.js"]').replace('node:22', 'debian:12'), manifest('')],
  ])('is left alone where %s', (_, text, given) => {
    expect(only(text, given)).toBe(text);
  });
});
