import { describe, expect, it } from 'vitest';
import { lines, onIn, reviewProject, withOnly } from '../review-project.ts';

const files = { 'index.html': 900, 'style.css': 90, 'site.conf': 90 };
const site = lines('FROM nginx:1.27', 'COPY . /usr/share/nginx/html', 'EXPOSE 80');
const configured = lines(
  'FROM nginx:1.27-alpine',
  'COPY site.conf /etc/nginx/conf.d/default.conf',
  'COPY index.html style.css /usr/share/nginx/html/',
  'EXPOSE 8080',
  'CMD ["nginx", "-g", "daemon off;"]',
);

describe('a web server as a user', () => {
  it('takes the image that listens on a high port, where the configuration does', () => {
    const from = 'FROM nginxinc/nginx-unprivileged:1.27-alpine\n';
    expect(withOnly(configured, files, 'unprivileged-nginx')).toBe(
      configured.replace('FROM nginx:1.27-alpine\n', from),
    );
    expect(onIn(reviewProject(configured, files))).toContain('unprivileged-nginx');
    expect(onIn(reviewProject(configured, files, { profile: 'safe' }))).not.toContain('unprivileged-nginx');
  });

  it.each([
    ['the port is 80', configured.replace('8080', '80')],
    ['no port is named', configured.replace('EXPOSE 8080\n', '')],
    ['nothing is configured', configured.replace('COPY site.conf /etc/nginx/conf.d/default.conf\n', '')],
    [
      'all of the configuration is its own',
      configured.replace('/etc/nginx/conf.d/default.conf', '/etc/nginx/nginx.conf'),
    ],
    ['a package is installed', configured.replace('EXPOSE', 'RUN apk add --no-cache brotli\nEXPOSE')],
    ['a script starts it', configured.replace('["nginx", "-g", "daemon off;"]', '["/start.sh"]')],
    ['a script runs before', configured.replace('EXPOSE', 'COPY index.html /docker-entrypoint.d/a.sh\nEXPOSE')],
    ['no version is named', configured.replace('nginx:1.27-alpine', 'nginx:alpine')],
  ])('is not proposed where %s', (_, text) => {
    expect(onIn(reviewProject(text, files, { profile: 'smallest' }))).not.toContain('unprivileged-nginx');
  });
});

describe('a smaller web server', () => {
  it.each([
    ['nginx:1.27', 'nginx:1.27-alpine-slim', site, 142_200_000],
    ['nginx:1.27', 'nginx:1.27-alpine', configured.replace('nginx:1.27-alpine', 'nginx:1.27'), 98_700_000],
    ['httpd:2.4', 'httpd:2.4-alpine', site.replace('nginx:1.27', 'httpd:2.4'), 49_900_000],
  ])('for %s is %s', (from, to, text, difference) => {
    expect(withOnly(text, files, 'alpine-web-server')).toBe(text.replace(`FROM ${from}\n`, `FROM ${to}\n`));
    const change = reviewProject(text, files).proposal?.changes.find(({ id }) => id === 'alpine-web-server');
    expect(change).toMatchObject({ on: false, profile: 'smallest', saves: null });
    // By the sizes of docs/base-images.md, as they are noted.
    const { least, most } = change!.range!;
    expect((least + most) / 2).toBeCloseTo(difference, -6);
    expect(least).toBeGreaterThan(0.4 * difference);
  });

  it.each([
    ['something is run', site.replace('EXPOSE', 'RUN apt-get update\nEXPOSE')],
    ['a health check calls something', site.replace('EXPOSE', 'HEALTHCHECK CMD curl -f localhost\nEXPOSE')],
    ['it is the smallest', site.replace('nginx:1.27', 'nginx:1.27-alpine-slim')],
    ['a variable says where files go', site.replace('/usr/share/nginx/html', '$ROOT')],
  ])('is not proposed where %s', (_, text) => {
    expect(onIn(reviewProject(text, files, { profile: 'smallest' }))).not.toContain('alpine-web-server');
  });
});

it('says why nginx on port 80 stays as it is', () => {
  const [found] = reviewProject(site, files).ecosystems;
  expect(found).toMatchObject({ id: 'static-site', tool: 'nginx', coverage: 'full' });
  expect(found?.signs).toEqual([
    { where: 'dockerfile', what: 'line 1 builds on nginx:1.27' },
    { where: 'folder', what: 'index.html' },
  ]);
  expect(found?.notes.join()).toContain('nginx-unprivileged');
  expect(reviewProject(configured, files).ecosystems[0]?.notes).toEqual([]);
});
