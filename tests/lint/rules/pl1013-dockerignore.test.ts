import { expect, it } from 'vitest';
import { dockerignore } from '../../../src/lint/rules/pl1013-dockerignore.ts';
import { linesOf, testOwnRule } from '../test-rule.ts';

testOwnRule(dockerignore, {
  catches: [
    'copy ./ /app',
    'ADD --chown=app . /app',
    'COPY ["package.json", ".", "/srv/"]',
    'COPY . .\nFROM b:1\nCOPY . .',
    'COPY \\\n  # all of it\n  * /app/',
    'FROM a:1 AS x\nCOPY --exclude=docs / /src\nFROM x',
  ],
  allows: [
    'COPY --from=build . .',
    'COPY src/ .',
    'COPY ./*.js ./',
    'COPY <<EOF ./\n.\nEOF',
    'ONBUILD COPY . .',
    'ADD https://example.com/a .',
    'RUN cp -r . /app',
    'COPY package.json .',
  ],
  places: [['RUN true\nCOPY --link . /app', '.']],
});

it.each([
  ['of which nothing is known', {}],
  ['that is empty', { dockerignore: '' }],
  ['that lists something', { dockerignore: '.git\n' }],
])('says nothing with a .dockerignore %s', (_, config) => {
  expect(linesOf(dockerignore, 'COPY . .', config)).toEqual([]);
});
