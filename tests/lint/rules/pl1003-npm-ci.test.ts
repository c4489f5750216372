import { npmCi } from '../../../src/lint/rules/pl1003-npm-ci.ts';
import { testOwnRule } from '../test-rule.ts';

testOwnRule(npmCi, {
  catches: [
    'COPY web/package.json web/package-lock.json ./\nRUN npm i',
    'COPY package.json npm-shrinkwrap.json ./\nRUN npm install --omit=dev',
    'COPY package.json package-lock.json* ./\nRUN npm install --loglevel error',
    'ADD ["package-lock.json", "/app/"]\nRUN npm config set x y && npm install',
    'FROM a:1 AS x\nCOPY package-lock.json .\nFROM x\nRUN npm install',
    'COPY --from=x /app/package-lock.json .\nRUN ["npm", "install"]',
  ],
  allows: [
    'COPY package-lock.json .\nRUN npm clean-install',
    'COPY package-lock.json .\nRUN npm install -g npm@10',
    'COPY package-lock.json .\nRUN npm install express@4',
    'RUN npm install\nCOPY package-lock.json .',
    'COPY package*.json ./\nRUN npm install',
    'COPY yarn.lock .\nRUN npm install',
    'COPY package-lock.json .\nRUN yarn install',
    'COPY package-lock.json .\nRUN npm install --no-package-lock',
    'FROM a:1 AS x\nCOPY package-lock.json .\nFROM b:1\nRUN npm install',
  ],
  places: [['COPY package-lock.json .\nRUN true && npm install', 'npm install']],
  fixes: [
    [
      'COPY package.json package-lock.json ./\nRUN npm install --omit=dev',
      'COPY package.json package-lock.json ./\nRUN npm ci --omit=dev',
    ],
    [
      'copy package-lock.json ./\nrun npm config set x y \\\n  && npm i \\\n  && cd web && npm --silent install',
      'copy package-lock.json ./\nrun npm config set x y \\\n  && npm ci \\\n  && cd web && npm --silent ci',
    ],
    ['COPY package-lock.json ./\nRUN <<EOF\nnpm install\nEOF', 'COPY package-lock.json ./\nRUN <<EOF\nnpm ci\nEOF'],
  ],
});
