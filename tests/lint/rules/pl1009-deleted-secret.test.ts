import { expect, it } from 'vitest';
import { cleanInSameRun } from '../../../src/lint/rules/pl1002-clean-in-same-run.ts';
import { deletedSecret } from '../../../src/lint/rules/pl1009-deleted-secret.ts';
import { findingsOf, linesOf, testOwnRule } from '../test-rule.ts';

testOwnRule(deletedSecret, {
  catches: [
    'WORKDIR /app\nCOPY package.json .npmrc* ./\nRUN npm ci && rm -f /app/.npmrc',
    'COPY --chown=app keys/deploy_key.pem /tmp/key\nRUN ssh-add /tmp/key\nRUN rm /tmp/key',
    'ADD ["id_ed25519", "/root/.ssh/id_ed25519"]\nRUN rm -rf ~/.ssh',
    'COPY .ssh /root/.ssh\nRUN git clone x \\\n  # done with it\n  && rm -rf /root/.ssh/*',
    'COPY netrc /root/.netrc\nRUN pip install x\nRUN ["rm", "/root/.netrc"]',
    'FROM a:1 AS base\nCOPY .env /srv/\nRUN shred -u /srv/.env\nFROM base',
    'COPY .aws/credentials /root/.aws/credentials\nRUN <<EOF\naws s3 sync a b\nrm -rf /root/.aws\nEOF',
    'WORKDIR /app\nCOPY . .\nRUN npm run build\nRUN rm -rf .env dist/x',
    'COPY . .\nRUN npm ci\nRUN rm -f .npmrc',
    'COPY deploy.key /tmp/\nRUN git clone x && rm -rf /tmp/*',
    'copy settings.xml /root/.m2/\nrun mvn package; rm "/root/.m2/settings.xml"',
  ],
  allows: [
    'COPY .npmrc ./\nRUN npm ci',
    'RUN rm .npmrc\nCOPY .npmrc ./',
    'COPY --from=build /root/.npmrc /root/\nRUN rm /root/.npmrc',
    'COPY id_rsa.pub /root/.ssh/\nRUN rm /root/.ssh/id_rsa.pub',
    'COPY corp-ca.pem /tmp/\nRUN update-ca-certificates && rm /tmp/corp-ca.pem',
    'FROM a:1 AS build\nCOPY .npmrc ./\nRUN npm ci && rm .npmrc\nFROM b:1\nCOPY --from=build /app /app',
    'COPY .npmrc ./\nRUN cd /tmp && rm .npmrc',
    'COPY .npmrc /a/\nRUN rm /b/.npmrc',
    'COPY . .\nRUN cp .env.example .env && php artisan optimize && rm .env',
    'COPY . .\nRUN echo token > .npmrc\nRUN npm ci && rm .npmrc',
    'RUN --mount=type=secret,id=x,target=/root/.netrc rm /tmp/a',
    'COPY .npmrc /tmp/\nRUN npm ci && rm -rf /tmp/*',
    'COPY $FILE /root/.netrc\nRUN rm /root/.netrc',
    'ONBUILD COPY .npmrc ./\nRUN rm .npmrc',
  ],
  places: [
    ['COPY package.json .npmrc ./\nRUN rm .npmrc', '.npmrc'],
    ['COPY . /app\nRUN rm /app/.env', '.'],
  ],
});

it('names the file and the line that removes it', () => {
  const [finding] = findingsOf(deletedSecret, 'FROM a:1\nCOPY . /app\nRUN true\nRUN rm /app/conf/.env');
  expect(finding?.message).toBe('.env is removed on line 4, and stays in the layer that copied it');
});

it('is not told again as a late cleanup', () => {
  const text = 'COPY id_rsa /tmp/id_rsa\nRUN rm /tmp/id_rsa';
  expect([linesOf(deletedSecret, text), linesOf(cleanInSameRun, text)]).toEqual([[2], []]);
});
