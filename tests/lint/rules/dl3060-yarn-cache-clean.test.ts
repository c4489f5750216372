import { yarnCacheClean } from '../../../src/lint/rules/dl3060-yarn-cache-clean.ts';
import { testRule } from '../test-rule.ts';

testRule(yarnCacheClean, {
  catches: [
    'RUN yarn install',
    'RUN yarn --cwd /app install',
    'RUN yarn cache clean && yarn install',
    'RUN yarn install\nRUN yarn cache clean',
    'RUN --mount=type=bind,target=/root/.cache/yarn yarn install',
    'RUN --mount=type=cache,target=/x yarn install',
    'FROM debian:12 AS a\nRUN yarn install\nFROM a',
    'FROM debian:12 AS a\nONBUILD RUN yarn install\nFROM debian:12',
    'RUN ["yarn", "install"]',
    'RUN yarn install && npm cache clean --force',
  ],
  allows: [
    'RUN yarn install && yarn cache clean',
    'RUN yarn install; yarn --silent cache clean --all',
    'RUN yarn',
    'RUN yarn add x',
    'RUN --mount=type=cache,target=/root/.cache/yarn yarn install',
    'RUN --mount=type=tmpfs,target=/home/node/.cache/yarn yarn install',
    'RUN --mount=type=cache,target=/usr/local/share/.cache/yarn/v6 yarn install',
    'FROM debian:12 AS a\nRUN yarn install\nFROM debian:12\nCOPY --from=a /x /x',
    'RUN yarn install && yarn build && yarn cache clean',
    'RUN sudo yarn install',
  ],
  places: [['RUN cd /x && yarn install', 'yarn install']],
  fixes: [
    ['run yarn install', 'run yarn install && yarn cache clean'],
    ['ONBUILD RUN cd /x \\\n && yarn install', 'ONBUILD RUN cd /x \\\n && yarn install \\\n && yarn cache clean'],
    ['RUN yarn install &', null],
    ['FROM x/windows/servercore:1\nRUN yarn install', null],
    ['RUN ["yarn", "install"]', null],
  ],
});
