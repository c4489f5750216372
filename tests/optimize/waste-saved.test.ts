import { expect, test } from 'vitest';
import { dockerfileOf, reviewOf } from '../support/review-changes.ts';

const base = '  layer  base\n    bin/sh  10\n';

test.each<[string, string, string, number]>([
  [
    'what a later RUN removes',
    dockerfileOf('FROM debian:12', 'RUN make-log /var/build.log', 'RUN rm /var/build.log'),
    `${base}
  layer  RUN /bin/sh -c make-log /var/build.log # buildkit
    var/build.log  5000
  layer  RUN /bin/sh -c rm /var/build.log # buildkit
    var/.wh.build.log
`,
    5000,
  ],
  [
    'a copy that chown stored again',
    dockerfileOf('FROM debian:12', 'COPY app /app', 'RUN chown -R 1000:1000 /app'),
    `${base}
  layer  COPY app /app # buildkit
    app/a  700
  layer  RUN /bin/sh -c chown -R 1000:1000 /app # buildkit
    app/a  700  1000:1000
`,
    700,
  ],
  [
    'nothing, where what goes is seen in the image',
    dockerfileOf('FROM node:20', 'WORKDIR /app', 'COPY . .', 'RUN npm ci', 'CMD ["node", "a.js"]'),
    `${base}
  empty  WORKDIR /app
  layer  COPY . . # buildkit
    app/a.js  10
  layer  RUN /bin/sh -c npm ci # buildkit
    root/.npm/_cacache/content  5000
`,
    0,
  ],
])('of the waste, changes take out %s', (_, text, layers, expected) => {
  const { proposal } = reviewOf({ text, layers });
  expect(proposal?.saves).toBeGreaterThan(0);
  expect(proposal?.wasteSaved).toBe(expected);
});
