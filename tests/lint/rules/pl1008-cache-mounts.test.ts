import { expect, it } from 'vitest';
import { lint } from '../../../src/lint/index.ts';
import { cacheMounts } from '../../../src/lint/rules/pl1008-cache-mounts.ts';
import { findingsOf, testOwnRule } from '../test-rule.ts';

const withSyntax = (text: string): string => `# syntax=docker/dockerfile:1\nFROM debian:12\n${text}`;

testOwnRule(cacheMounts, {
  catches: [
    'COPY --link package.json .\nRUN yarn install --frozen-lockfile',
    'RUN --mount=type=bind,target=.,rw npm install --omit=dev',
    withSyntax('RUN go mod download\nRUN go build\nRUN --mount=type=cache,target=/x go test'),
    'RUN <<EOF\nset -e\ngo mod download\ngo build -o /app ./cmd\nEOF',
    'RUN --mount=type=cache,target=/root/.m2 mvn -B dependency:go-offline\nRUN ./mvnw -B package',
    'ADD --checksum=sha256:1 https://example.com/a /a\nRUN cd x && cargo build --release',
    'ONBUILD RUN --mount=type=bind,target=. pip install -r requirements.txt',
    'COPY <<EOF /a\nx\nEOF\nRUN ["dotnet", "publish", "-c", "Release"]',
    'RUN --mount=type=cache,target=/var/cache/apt apt-get install -y a\nRUN apt-get update && apt-get install -y b',
    'COPY --parents a ./\nRUN uv pip install --system -r requirements.txt',
    'RUN --network=none true\nRUN gradle \\\n  # quietly\n  bootJar --no-daemon',
    withSyntax('RUN pip install --upgrade pip && pip install flask==3.0.0'),
    withSyntax('RUN if [ -f yarn.lock ]; then yarn --frozen-lockfile; else npm ci; fi'),
    withSyntax('RUN poetry install --only main'),
    withSyntax('RUN cargo install cargo-chef --version 0.1.63 --locked'),
  ],
  allows: [
    'RUN npm ci && go build && cargo build',
    'RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm install --omit=dev',
    withSyntax('RUN --mount=type=cache,target=/root/.npm npm ci'),
    withSyntax('RUN --mount=type=cache,id=x,dst=/pnpm/store --network=default pnpm install'),
    withSyntax('RUN pip install --no-cache-dir -r requirements.txt'),
    withSyntax('ENV PIP_NO_CACHE_DIR=1\nRUN pip install flask==3.0.0'),
    withSyntax('RUN UV_NO_CACHE=1 uv sync'),
    withSyntax('RUN python -m pip install -U pip==24.0 setuptools'),
    withSyntax('RUN --network=none cargo build --release'),
    withSyntax('RUN cargo build --offline && npm ci --offline && mvn -o package'),
    withSyntax('RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*'),
    withSyntax('RUN npm run build && npm install -g npm@10 && go vet ./... && mvn --version'),
    withSyntax('RUN dotnet publish --no-restore'),
    withSyntax('RUN echo "npm ci" && command -v cargo'),
    'RUN --mount=type=cache,target=/root/.npm npm ci\nRUN npm run build',
  ],
  places: [
    [withSyntax('RUN cd web && npm ci --no-audit && npm run build'), 'npm ci --no-audit'],
    [withSyntax('RUN go build -o /app .'), 'go build -o /app .'],
  ],
  fixes: [
    [
      '# syntax=docker/dockerfile:1\nFROM node:22\nRUN npm ci\nRUN a && npm ci --prefix web',
      '# syntax=docker/dockerfile:1\nFROM node:22\nRUN --mount=type=cache,target=/root/.npm npm ci\nRUN --mount=type=cache,target=/root/.npm a && npm ci --prefix web',
    ],
    [
      '# syntax=docker/dockerfile:1\nfrom golang:1.24\nrun --mount=type=secret,id=a \\\n  go build ./...',
      '# syntax=docker/dockerfile:1\nfrom golang:1.24\nrun --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build --mount=type=secret,id=a \\\n  go build ./...',
    ],
    [
      '# syntax=docker/dockerfile:1\nFROM node:22\nONBUILD RUN npm ci',
      '# syntax=docker/dockerfile:1\nFROM node:22\nONBUILD RUN --mount=type=cache,target=/root/.npm npm ci',
    ],
    ['# syntax=docker/dockerfile:1\nFROM node:22\nUSER node\nRUN npm ci', null],
    ['# syntax=docker/dockerfile:1\nFROM node:22\nENV NPM_CONFIG_CACHE=/x\nRUN npm ci', null],
    ['# syntax=docker/dockerfile:1\nFROM rust:1\nRUN cargo build', null],
  ],
});

it('names the program and its folder', () => {
  const [finding] = findingsOf(cacheMounts, withSyntax('RUN ./gradlew build'));
  expect(finding?.message).toBe('gradlew runs without a cache mount; its downloads lie in /root/.gradle');
});

it('is told once in each stage for each program', () => {
  const text = withSyntax('RUN npm ci && go build\nRUN npm i\nFROM a:1\nRUN npm ci');
  expect(findingsOf(cacheMounts, text).map(({ line }) => line)).toEqual([3, 3, 6]);
});

it('is one finding with the cache that pip keeps', async () => {
  const findings = await lint(withSyntax('RUN pip install flask==3.0.0\nUSER 1000'));
  expect(findings.map(({ code, also }) => [code, ...also.map((one) => one.code)])).toEqual([['DL3042', 'PL1008']]);
});
