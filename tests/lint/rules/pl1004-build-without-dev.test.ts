import { buildWithoutDev } from '../../../src/lint/rules/pl1004-build-without-dev.ts';
import { testOwnRule } from '../test-rule.ts';

testOwnRule(buildWithoutDev, {
  catches: [
    'RUN npm ci --omit=dev && npm run build',
    'RUN npm ci --omit dev\nRUN npm run-script build:prod',
    'RUN npm install --production\nCOPY . .\nRUN npm run build',
    'RUN yarn install --production\nRUN yarn build',
    'RUN pnpm install --prod\nRUN pnpm run build',
    'RUN npm ci && npm ci --omit=dev\nRUN npm run build',
    'FROM a:1 AS x\nRUN npm ci --omit=dev\nRUN npm run build\nFROM b:1',
    'RUN npm ci --omit=dev && npx tsc -p .',
    'RUN yarn install --production && yarn tsc && true',
    'RUN npm ci --omit=dev\nRUN ./node_modules/.bin/vite build',
    'RUN pnpm i -P && pnpm exec webpack --mode production',
  ],
  allows: [
    'RUN npm ci --omit=dev\nRUN npm run start',
    'RUN npm ci --omit=optional\nRUN npm run build',
    'RUN npm ci --omit=dev\nRUN npm ci && npm run build',
    'RUN npm install --production=false\nRUN npm run build',
    'FROM a:1 AS x\nRUN npm ci --omit=dev\nFROM b:1\nRUN npm run build',
    'RUN npm ci --omit=dev\nCMD npm run build',
    'RUN npm ci --omit=dev && npx tsc --noEmit && npm exec tsc --version && yarn vite dev',
    'RUN npm run build\nRUN npm ci --omit=dev',
  ],
  places: [['RUN x; npm ci --omit=dev && npm run build', 'npm ci --omit=dev']],
  fixes: [
    ['RUN npm ci --only=production\nRUN npm run build', 'RUN npm ci\nRUN npm run build'],
    ['run npm ci --no-audit \\\n  --omit dev --production\nrun npx tsc', 'run npm ci --no-audit\nrun npx tsc'],
    ['RUN yarn --production --frozen-lockfile && yarn build', 'RUN yarn --frozen-lockfile && yarn build'],
    ['RUN pnpm i -P \\\n  # why\n  --prod\nRUN pnpm build', null],
  ],
});
