import { describe, expect, it } from 'vitest';
import { reviewDockerfile } from '../../../src/optimize/review-dockerfile.ts';
import type { GivenFiles } from '../../support/build-context.ts';
import { buildImage } from '../../support/build-image.ts';
import { lines, onIn, reviewProject, withOnly } from '../review-project.ts';

const only = (text: string, files: GivenFiles | null = null): string => withOnly(text, files, 'cache-mounts');
const after = (base: string, ...runs: string[]): string => only(lines(`FROM ${base}`, ...runs));

describe('cache mounts', () => {
  it.each([
    ['node:20', 'npm ci', '/root/.npm'],
    ['node:20', 'pnpm install --frozen-lockfile', '/root/.local/share/pnpm/store'],
    ['python:3.12', 'pip install flask==3.0.0', '/root/.cache/pip'],
    ['python:3.12', 'uv sync', '/root/.cache/uv'],
    // Not the folder around them, in which the virtual environments lie.
    ['python:3.12', 'poetry install', '/root/.cache/pypoetry/artifacts', '/root/.cache/pypoetry/cache'],
    ['maven:3.9', 'mvn -B package', '/root/.m2/repository'],
    ['rust:1.80', 'cargo build --release', '/usr/local/cargo/registry'],
  ])('on %s, %s keeps %s with the builder', (base, command, ...folders) => {
    const mounts = folders.map((folder) => `--mount=type=cache,target=${folder} `).join('');
    expect(after(base, `RUN ${command}`)).toBe(lines(`FROM ${base}`, `RUN ${mounts}${command}`));
  });

  it.each([
    ['gradle:8-jdk21', 'gradle build', ['/home/gradle/.gradle/caches']],
    ['gradle:8-jdk21', './gradlew build', ['/home/gradle/.gradle/caches', '/home/gradle/.gradle/wrapper']],
    ['eclipse-temurin:21', './gradlew build', ['/root/.gradle/caches', '/root/.gradle/wrapper']],
  ])('on %s, %s keeps %j, and waits for its turn', (base, command, folders) => {
    const mounts = folders.map((folder) => `--mount=type=cache,target=${folder},sharing=locked `).join('');
    expect(after(base, `RUN ${command}`)).toBe(lines(`FROM ${base}`, `RUN ${mounts}${command}`));
  });

  it('keep what the wrapper of Maven fetches, too', () => {
    const mounts = '--mount=type=cache,target=/root/.m2/repository --mount=type=cache,target=/root/.m2/wrapper';
    expect(after('eclipse-temurin:21', 'RUN ./mvnw -B package')).toContain(`RUN ${mounts} ./mvnw -B package\n`);
  });

  it('are given to every RUN that downloads, in every stage', () => {
    const text = after(
      'golang:1.22 AS build', 'RUN go mod download', 'COPY . .', 'RUN go build -o /out/app .',
      'FROM node:20', 'RUN npm ci',
    ); // prettier-ignore
    expect(
      text.match(/--mount=type=cache,target=\/go\/pkg\/mod --mount=type=cache,target=\/root\/\.cache\/go-build/g),
    ).toHaveLength(2);
    expect(text).toContain('RUN --mount=type=cache,target=/root/.npm npm ci');
  });

  it.each([
    ['RUN npm ci && npm cache clean --force', 'RUN --mount=type=cache,target=/root/.npm npm ci'],
    ['RUN npm ci && rm -rf /root/.npm', 'RUN --mount=type=cache,target=/root/.npm npm ci'],
    ['RUN npm ci && rm -rf ~/.npm/* && npm run build', null],
    ['RUN npm ci; rm -rf /root/.npm', null],
    ['RUN npm ci && rm -rf /root/.npm /tmp/x', null],
    ['RUN npm ci\nRUN rm -rf /root/.npm', null],
  ])('do not get emptied: %s', (given, expected) => {
    expect(after('node:20', given)).toBe(lines('FROM node:20', expected ?? given));
  });

  it.each([
    ['npm runs as another user', ['USER node', 'RUN npm ci']],
    ['the cache is moved', ['ENV npm_config_cache=/tmp/npm', 'RUN npm ci']],
    ['an option moves it', ['RUN npm ci --cache /tmp/npm']],
    ['a later command builds from it', ['RUN mvn -B dependency:go-offline', 'COPY . .', 'RUN mvn -o package']],
    ['the container starts it', ['RUN mvn -B compile', 'CMD ["mvn", "exec:java"]']],
    ['another stage copies it', ['RUN mvn -B package', 'FROM debian:12', 'COPY --from=0 /root/.m2/repository /repo']],
    ['nobody knows which Yarn it is', ['RUN yarn install --frozen-lockfile']],
    ['a command names the folder', ['RUN pip download -d /root/.cache/pip/w flask==3.0.0']],
    ['a file is put into it', ['COPY jars /root/.m2/repository/', 'RUN mvn -B package']],
    ['whoever wrote it wants none', ['RUN pip install --no-cache-dir flask==3.0.0']],
    ['one of several cannot have it', ['RUN npm ci', 'RUN gradle -g /tmp/g build']],
    ['Gradle’s home is moved', ['ENV GRADLE_USER_HOME=/g', 'RUN gradle build']],
    ['Gradle is asked for without a mount, too', ['RUN ./gradlew --version', 'RUN ./gradlew build']],
    ['it removes its home', ['RUN gradle build && rm -rf /root/.gradle']],
  ])('are not proposed where %s', (_, runs) => {
    expect(after('maven:3.9', ...runs)).toBe(lines('FROM maven:3.9', ...runs));
  });

  it('are for Yarn classic, whose programs never run out of its cache', () => {
    const text = lines('FROM node:20', 'COPY . .', 'RUN yarn install --frozen-lockfile');
    const classic = { 'package.json': '{}', 'yarn.lock': 9 };
    expect(only(text, classic)).toContain('RUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn install');
    expect(only(text, { ...classic, '.yarnrc.yml': 9 })).toBe(text);
  });

  it('are on from the balanced profile, and leave the cleaning of caches nothing to do', () => {
    const text = lines('FROM node:20', 'COPY package.json package-lock.json ./', 'RUN npm ci');
    expect(onIn(reviewProject(text, null, { profile: 'safe' }))).not.toContain('cache-mounts');
    expect(onIn(reviewProject(text, null))).toContain('cache-mounts');
    expect(reviewProject(text, null).proposal?.text).not.toContain('cache clean');
  });

  it('are measured by what the image holds of the cache', () => {
    const text = lines('FROM node:20', 'COPY . .', 'RUN npm ci');
    const { image, rootfs } = buildImage(`
      layer  COPY . . # buildkit
        package.json  400
      layer  RUN /bin/sh -c npm ci # buildkit
        node_modules/a.js  5000
        root/.npm/_cacache/x  7000
    `);
    const input = {
      fileName: 'Dockerfile',
      text,
      dockerignore: null,
      image: { image, rootfs: rootfs.columns, leaks: [] },
    };
    const { proposal } = reviewDockerfile({ ...input, off: [] });
    expect(proposal?.changes.find(({ id }) => id === 'cache-mounts')?.saves).toBe(7000);
  });

  it('are one change, whichever line downloads first', () => {
    const files = { 'package.json': '{}', 'package-lock.json': 9 };
    const text = lines('FROM node:20', 'COPY . .', 'RUN npm install && npm run build', 'RUN npm ci');
    const ids = reviewProject(text, files).proposal?.changes.map(({ id }) => id) ?? [];
    expect(ids.filter((id) => id.startsWith('cache-mounts'))).toEqual(['cache-mounts']);
  });

  it('in a RUN leave other caches to be cleaned up', () => {
    const text = lines('FROM node:20-alpine', 'RUN apk add git=2 && npm ci');
    const made = reviewProject(text, null).proposal?.text ?? '';
    expect(made).toContain('RUN --mount=type=cache,target=/root/.npm apk add --no-cache git=2 && npm ci');
  });
});
