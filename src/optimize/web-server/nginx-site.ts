// The lines of a stage in which nginx serves a folder, as a user and on a port from 1024 on.
// https://nginx.org/en/docs/http/ngx_http_core_module.html#try_files
import type { Dockerfile } from '../../dockerfile/model.ts';
import { lineEndOf } from '../../dockerfile/edits.ts';
import { keywordFor } from '../../lint/written-keyword.ts';
import { smallestOf } from '../base-image/base-images.ts';
import type { StaticServer } from './static-server.ts';

export const nginxImage = (): string | null => smallestOf('nginxinc/nginx-unprivileged');

/** Where its images look for pages. */
export const siteFolder = '/usr/share/nginx/html';

/**
 * Writes the server's configuration with no file beside the Dockerfile and no here-document, which older builders do not know. Pages
 * without their `.html` and folders by their index.html, with no redirect: as the servers for Node do.
 */
export function siteConfiguration(dockerfile: Dockerfile, { port, isSinglePage }: StaticServer): string {
  const last = isSinglePage ? '/index.html' : '=404';
  const lines = [
    `'server {'`,
    `'  listen ${port};'`,
    `'  root ${siteFolder};'`,
    `'  gzip on;'`,
    `'  gzip_types text/css text/javascript application/javascript application/json image/svg+xml;'`,
    ...(isSinglePage ? [] : [`'  error_page 404 /404.html;'`]),
    `"  location / { try_files \\$uri \\$uri.html \\$uri/index.html ${last}; }"`,
    `'}' > /etc/nginx/conf.d/default.conf`,
  ];
  const joint = ` ${dockerfile.escape}${lineEndOf(dockerfile)}      `;
  return `${keywordFor(dockerfile, 'RUN')} ${["printf '%s\\n'", ...lines].join(joint)}`;
}
