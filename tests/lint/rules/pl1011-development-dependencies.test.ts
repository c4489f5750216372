import { expect, it } from 'vitest';
import { developmentDependencies } from '../../../src/lint/rules/pl1011-development-dependencies.ts';
import { sourcesLeft } from '../../../src/lint/rules/pl1010-sources-left.ts';
import { linesOf, testOwnRule } from '../test-rule.ts';

testOwnRule(developmentDependencies, {
  catches: [
    'RUN npm install --no-audit && npm cache clean --force',
    'FROM a:1 AS base\nRUN yarn \\\n  # all of it\n  --frozen-lockfile\nFROM base\nCMD a',
    'ENV NODE_ENV=development\nRUN ["pnpm", "install"]',
    'ENV NODE_ENV=production\nRUN npm ci --include=dev',
    'RUN bun install --frozen-lockfile',
    'RUN pip install --no-cache-dir -r requirements.txt -r requirements/dev.txt',
    'RUN python3 -m pip install -e ".[dev,docs]"',
    'RUN uv pip install --system -r dev-requirements.txt',
    'RUN poetry install --no-root --no-interaction',
    'RUN poetry sync',
    'ENV BUNDLE_WITHOUT=""\nRUN bundle install --jobs 4',
    'RUN <<EOF\ncomposer install --prefer-dist\nEOF',
    'RUN pipenv install --dev --system',
    'RUN uv sync --frozen',
    'FROM php:8.3\nCOPY . .\nRUN npm ci && npm run build',
  ],
  allows: [
    'FROM a:1 AS build\nRUN npm ci\nFROM b:1\nCOPY --from=build a b',
    'ARG NODE_ENV=production\nENV NODE_ENV=${NODE_ENV}\nRUN npm ci',
    'ARG NODE_ENV\nRUN npm ci',
    'RUN NODE_ENV=production yarn install',
    'RUN export NODE_ENV=production && npm ci',
    'RUN npm config set omit dev && npm ci',
    'RUN npm ci\nRUN npm test && npm prune --omit=dev',
    'RUN npm ci && npm ci --omit=dev',
    'RUN yarn install && yarn encore production && rm -rf node_modules',
    'RUN npm ci\nCMD ["npm", "run", "dev"]',
    'RUN npm ci\nENTRYPOINT nodemon server.js',
    'FROM a:1 AS test\nRUN npm ci',
    'RUN npm install -g serve && npm install express@4 && npm install --package-lock-only',
    'RUN pip install -r requirements.txt -r requirements/production.txt pytest-dev',
    'RUN poetry install --only main && uv sync --no-dev && pipenv install --deploy',
    'RUN bundle config set --local without "development test" && bundle install',
    'ENV BUNDLE_WITHOUT=development:test\nRUN bundle install',
    'ENV COMPOSER_NO_DEV=1\nRUN composer install',
    'ONBUILD RUN npm ci',
  ],
  places: [['RUN cd web && npm ci --no-audit && true', 'npm ci --no-audit']],
});

it('is left to PL1010 where the program is built from sources in the image', () => {
  const text = 'FROM node:22\nCOPY . .\nRUN npm ci && npm run build';
  expect([linesOf(developmentDependencies, text), linesOf(sourcesLeft, text)]).toEqual([[], [3]]);
});

it('looks at the stage that the target names', () => {
  const text = 'FROM a:1 AS web\nRUN npm ci\nFROM b:1\nRUN npm ci --omit=dev';
  expect(linesOf(developmentDependencies, text, { target: 'web' })).toEqual([2]);
});

it('is told of Composer’s last install alone, which decides what is there', () => {
  const text = 'FROM php:8\nRUN composer install --no-autoloader\nCOPY . .\nRUN composer install';
  expect(linesOf(developmentDependencies, text)).toEqual([4]);
});
