import { describe, expect, it } from 'vitest';
import type { GivenFiles } from '../../support/build-context.ts';
import { lines, reviewProject, withOnly } from '../review-project.ts';

const manifest = (scripts: object, more: object = {}): string =>
  JSON.stringify({
    scripts,
    dependencies: { vite: '6', serve: '14', 'http-server': '14', 'react-scripts': '5' },
    ...more,
  });
const built = (...closing: string[]): string =>
  lines('FROM node:22', 'WORKDIR /app', 'COPY . .', 'RUN npm ci', 'RUN npm run build', ...closing);
const only = (text: string, files: GivenFiles): string => withOnly(text, files, 'nginx-front-end');
const vite = { 'package.json': manifest({ build: 'tsc && vite build', show: 'vite preview --host --port 5000' }) };

describe('files that Node made are served by nginx', () => {
  it.each([
    ['what vite preview gave', 'CMD npm run show', vite, ['  listen 5000;', '/app/dist', '/index.html; }']],
    ['another folder of Vite', 'CMD npx serve -l tcp://0.0.0.0:4000 site', { 'package.json': manifest({ build: 'vite build --outDir site' }) }, ['  listen 4000;', '/app/site', '=404; }']],
    ['its configuration', 'CMD npx serve site', { ...vite, 'vite.config.ts': 'export default { build: { outDir: "site" } }' }, ['  listen 3000;', '/app/site']],
    ['what react-scripts made', 'CMD ["npx", "serve", "-s", "build"]', { 'package.json': manifest({ build: 'react-scripts build' }) }, ['  listen 3000;', '/app/build', '/index.html; }']],
    ['with PORT of the image', 'ENV PORT=8000\nCMD npx http-server dist', vite, ['  listen 8000;', '/app/dist']],
    ['what ng made', 'CMD npx http-server dist/web/browser', { 'package.json': manifest({ build: 'ng build' }), 'angular.json': '{"projects":{"web":{"architect":{"build":{"options":{"outputPath":"dist/web"}}}}}}' }, ['/app/dist/web/browser']],
  ])('%s', (_, closing, files, parts) => {
    const result = only(built(closing), files);
    expect(result).toContain('FROM nginxinc/nginx-unprivileged:');
    expect(result).not.toContain('CMD');
    for (const part of parts) expect(result).toContain(part);
  }); // prettier-ignore

  it('says what it leaves in another way', () => {
    const { proposal } = reviewProject(built('ENV A=b', 'EXPOSE 5000', 'CMD npm run show'), vite);
    const change = proposal?.changes.find(({ id }) => id === 'nginx-front-end');
    expect(change).toMatchObject({ risk: 'test', profile: 'balanced', on: true });
    expect(change?.alters).toEqual({
      command: '',
      entrypoint: '',
      workingDirectory: '/',
      environment: new Map([['A', null]]),
    });
  });

  it('gets a site out of a larger folder of another stage', () => {
    const text = lines(
      'FROM node:22 AS web',
      'RUN make',
      'FROM node:22',
      'COPY --from=web /srv/app /app',
      'RUN npm install --global serve',
      'CMD ["serve", "/app/out"]',
    );
    const result = only(text, { 'package.json': '{}' });
    expect(result).toContain('COPY --from=web /srv/app/out /usr/share/nginx/html\n');
    expect(result).not.toContain('npm');
  });
});

describe('Node stays where', () => {
  const react = { 'package.json': manifest({ build: 'react-scripts build', start: 'react-scripts start' }) };
  it.each([
    ['its port is below 1024', built('CMD npx serve -l 80 dist'), vite],
    ['another port is exposed', built('EXPOSE 3000', 'CMD npx serve -l 5000 dist'), vite],
    ['the program does more', built('CMD npm run show && node jobs.js'), vite],
    ['an option of the server is not known', built('CMD npx serve --cors dist'), vite],
    ['the server has settings', built('CMD npx serve dist'), { ...vite, 'public/serve.json': 20 }],
    ['Vite is told to do otherwise', built('CMD npm run show'), { ...vite, 'vite.config.js': 'export default { base: "/a/" }' }],
    ['the settings of Vite were not read', built('CMD npm run show'), { ...vite, 'vite.config.js': 200 }],
    ['another folder is served', built('CMD npx serve public'), vite],
    ['nothing is known to be built', built('CMD npx serve dist'), { 'package.json': manifest({ build: 'node build.js' }) }],
    ['the files are changed behind the build', built('RUN ./stamp.sh dist', 'CMD npx serve dist'), vite],
    ['they are removed', built('RUN rm -rf dist/map', 'CMD npx serve dist'), vite],
    ['files are added in another way', built('COPY more dist/', 'CMD npx serve dist'), vite],
    ['a check calls Node', built('HEALTHCHECK CMD node check.js', 'CMD npx serve dist'), vite],
    ['a server for developers is started', built('CMD npm start'), react],
  ])('%s', (_, text, files) => {
    expect(only(text, files)).toBe(text);
  }); // prettier-ignore
});

describe('a React application with its server for developers', () => {
  const react = (more: object = {}, scripts: object = {}): GivenFiles => ({
    'package.json': JSON.stringify({ scripts: { start: 'react-scripts start', build: 'react-scripts build', ...scripts }, ...more }),
    'src/index.js': 100,
  }); // prettier-ignore
  const text = (...closing: string[]): string =>
    lines('FROM node:20', 'WORKDIR /app', 'COPY package.json .', 'RUN yarn install', 'COPY . .', ...closing);
  const changed = (dockerfile: string, files: GivenFiles): string => withOnly(dockerfile, files, 'nginx-react-site');

  it('is built and served by nginx', () => {
    const result = changed(text('ENV PORT=3100', 'EXPOSE 3100', 'CMD ["yarn", "start"]'), react());
    expect(result).toContain('COPY . .\nRUN yarn run build\n\nFROM nginxinc/nginx-unprivileged:');
    expect(result).toContain('COPY --from=build /app/build /usr/share/nginx/html\nEXPOSE 3100\n');
    expect(result).toContain("'  listen 3100;'");
    expect(result).not.toContain('CMD');
  });

  it('is built by itself in the smallest profile alone', () => {
    const { proposal } = reviewProject(text('CMD npm start'), react(), { profile: 'balanced' });
    expect(proposal?.changes.find(({ id }) => id === 'nginx-react-site')?.on).toBe(false);
  });

  it.each([
    ['it hands requests on', text('CMD npm start'), react({ proxy: 'http://localhost:4000' })],
    ['it hands requests on by a program', text('CMD npm start'), { ...react(), 'src/setupProxy.js': 100 }],
    ['its pages lie below another address', text('CMD npm start'), react({ homepage: '/map' })],
    ['its build does more', text('CMD npm start'), react({}, { build: 'react-scripts build && node stamp.js' })],
    ['something runs beside it', text('CMD npm start'), react({}, { start: 'react-scripts start & node api.js' })],
    ['it is for development', text('ENV NODE_ENV=development', 'CMD npm start'), react()],
    ['another user would build', text('USER node', 'COPY more .', 'CMD npm start'), react()],
    ['a variable comes behind the sources', text('ENV REACT_APP_URL=/api', 'CMD npm start'), react()],
    ['the port is below 1024', text('ENV PORT=80', 'CMD npm start'), react()],
  ])('stays as it is where %s', (_, dockerfile, files) => {
    expect(changed(dockerfile, files)).toBe(dockerfile);
  });
});
