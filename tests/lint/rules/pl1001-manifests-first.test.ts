import { manifestsFirst } from '../../../src/lint/rules/pl1001-manifests-first.ts';
import { testOwnRule } from '../test-rule.ts';

testOwnRule(manifestsFirst, {
  catches: [
    'COPY . /app\nRUN yarn --network-timeout 100000',
    'COPY --chown=app ./ ./\nWORKDIR /app\nRUN apt-get update && npm install',
    'COPY ["*", "."]\nRUN pnpm i --frozen-lockfile',
    'COPY . .\nRUN go mod download && go build',
    'COPY package.json .\nRUN npm ci\nCOPY . .\nRUN pip3 install -r requirements.txt',
    'COPY . .\nRUN python -m pip install -qr requirements.txt',
    'COPY . .\nRUN mvn -B dependency:go-offline',
    'FROM a:1 AS x\nCOPY . .\nRUN bundle install\nFROM b:1',
    'COPY . .\nRUN ["npm", "ci"]',
    'COPY . .\nRUN cd web && npm ci',
  ],
  allows: [
    'COPY package*.json ./\nRUN npm ci\nCOPY . .\nRUN npm ci --omit=dev',
    'COPY --from=x . .\nRUN npm ci',
    'COPY src .\nRUN npm ci',
    'COPY . .\nRUN npm install -g serve',
    'COPY . .\nRUN npm install express@4',
    'COPY . .\nRUN npm run build && go build',
    'FROM a:1 AS x\nCOPY . .\nFROM b:1\nRUN npm ci',
    'FROM a:1 AS x\nRUN npm ci\nFROM x\nCOPY . .\nRUN npm ci --omit=dev',
    'RUN --mount=type=bind,target=. npm ci\nCOPY . .',
    'COPY . .\nRUN yarn build',
  ],
  places: [['COPY --link . /app\nRUN npm ci', '.']],
});
