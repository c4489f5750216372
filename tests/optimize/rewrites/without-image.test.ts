import { describe, expect, it } from 'vitest';
import { reviewDockerfile } from '../../../src/optimize/review-dockerfile.ts';
import { faultsOfResult } from '../cases.ts';

/** The changes and the text for a Dockerfile alone; only the named changes are on. */
function review(text: string, ...only: string[]): { text: string; ids: string[] } {
  const input = { fileName: 'Dockerfile', text, dockerignore: null, image: null };
  const all = reviewDockerfile({ ...input, off: [] }).proposal?.changes.map(({ id }) => id) ?? [];
  const off = only.length > 0 ? all.filter((id) => !only.includes(id)) : [];
  const { proposal } = reviewDockerfile({ ...input, off });
  expect(faultsOfResult(text, proposal?.text ?? text)).toEqual([]);
  expect(proposal?.changes.every(({ saves }) => saves === null) ?? true).toBe(true);
  return { text: proposal?.text ?? text, ids: all };
}

const lines = (...text: string[]): string => `${text.join('\n')}\n`;

describe('one change alone, without an image', () => {
  it.each([
    ['exec-form-command', lines('FROM node:20', 'CMD npm start'), lines('FROM node:20', 'CMD ["npm", "start"]')],
    [
      'join-apt-update',
      lines('FROM debian:12', 'RUN apt-get update', '# tools', 'RUN apt-get install -y --no-install-recommends curl=7'),
      lines(
        'FROM debian:12',
        'RUN apt-get update \\',
        '# tools',
        ' && apt-get install -y --no-install-recommends curl=7',
      ),
    ],
    [
      'no-install-recommends',
      lines('FROM debian:12', 'RUN apt-get update && apt-get -y install curl=7 && rm -rf /var/lib/apt/lists/*'),
      lines(
        'FROM debian:12',
        'RUN apt-get update && apt-get -y install --no-install-recommends curl=7 && rm -rf /var/lib/apt/lists/*',
      ),
    ],
    [
      'clean-up-apt-lists',
      lines('FROM debian:12', 'RUN apt-get update && \\', '    apt-get install -y curl=7'),
      lines(
        'FROM debian:12',
        'RUN apt-get update && \\',
        '    apt-get install -y curl=7 && \\',
        '    rm -rf /var/lib/apt/lists/*',
      ),
    ],
    [
      'clean-up-apk-cache',
      lines('FROM alpine:3.19', 'RUN apk update && apk add curl=8'),
      lines('FROM alpine:3.19', 'RUN apk add --no-cache curl=8'),
    ],
    [
      'clean-up-pip-cache',
      lines('FROM python:3.12', 'RUN pip install flask==3.0.0'),
      lines('FROM python:3.12', 'RUN pip install --no-cache-dir flask==3.0.0'),
    ],
    [
      'fold-removal',
      lines('FROM debian:12', 'RUN curl -o /tmp/a.tgz https://a.example && tar xf /tmp/a.tgz', 'RUN rm /tmp/a.tgz'),
      lines('FROM debian:12', 'RUN curl -o /tmp/a.tgz https://a.example && tar xf /tmp/a.tgz && rm /tmp/a.tgz'),
    ],
    [
      'secret-file',
      lines('FROM node:20', 'COPY .npmrc /root/.npmrc', 'RUN npm ci', 'RUN rm /root/.npmrc'),
      lines('FROM node:20', 'RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci'),
    ],
    [
      'secret-argument',
      lines('FROM node:20', 'ARG API_TOKEN', 'RUN curl -H "X: $API_TOKEN" https://a.example'),
      lines(
        'FROM node:20',
        'RUN --mount=type=secret,id=api_token \\',
        '    API_TOKEN="$(cat /run/secrets/api_token)" && export API_TOKEN \\',
        ' && curl -H "X: $API_TOKEN" https://a.example',
      ),
    ],
    [
      'node-manifests-first',
      lines('FROM node:20', 'WORKDIR /app', 'COPY . .', 'RUN npm ci'),
      lines('FROM node:20', 'WORKDIR /app', 'COPY package*.json ./', 'RUN npm ci', 'COPY . .'),
    ],
    [
      'python-manifests-first',
      lines('FROM python:3.12', 'WORKDIR /srv', 'COPY . /srv', 'RUN pip install --no-cache-dir -r requirements.txt'),
      lines(
        'FROM python:3.12',
        'WORKDIR /srv',
        'COPY requirements.txt /srv/',
        'RUN pip install --no-cache-dir -r requirements.txt',
        'COPY . /srv',
      ),
    ],
    [
      'go-manifests-first',
      lines('FROM golang:1.22', 'WORKDIR /src', 'COPY . .', 'RUN go build ./...'),
      lines(
        'FROM golang:1.22',
        'WORKDIR /src',
        'COPY go.mod go.sum* ./',
        'RUN go mod download',
        'COPY . .',
        'RUN go build ./...',
      ),
    ],
    [
      'maven-manifests-first',
      lines('FROM maven:3.9', 'WORKDIR /src', 'COPY . .', 'RUN mvn -B package'),
      lines(
        'FROM maven:3.9',
        'WORKDIR /src',
        'COPY pom.xml ./',
        'RUN mvn -B dependency:go-offline',
        'COPY . .',
        'RUN mvn -B package',
      ),
    ],
    [
      'locked-install',
      lines('FROM node:20', 'WORKDIR /app', 'COPY package.json package-lock.json ./', 'RUN npm install --no-audit'),
      lines('FROM node:20', 'WORKDIR /app', 'COPY package.json package-lock.json ./', 'RUN npm ci --no-audit'),
    ],
    [
      'copy-owner',
      lines('FROM node:20', 'COPY . /app', 'RUN chown -R node:node /app'),
      lines('FROM node:20', 'COPY --chown=node:node . /app', 'RUN chown node:node /app'),
    ],
    [
      'copy-mode',
      lines('FROM node:20', 'COPY run.sh /run.sh', 'RUN chmod 755 /run.sh && id'),
      lines('FROM node:20', 'COPY --chmod=755 run.sh /run.sh', 'RUN id'),
    ],
    [
      'run-as-user',
      lines('FROM node:20', 'WORKDIR /app', 'COPY a.js .', 'EXPOSE 3000', 'CMD ["node", "a.js"]'),
      lines(
        'FROM node:20',
        'WORKDIR /app',
        'RUN install -d -o node -g node /app',
        'COPY --chown=node:node a.js .',
        'USER 1000',
        'EXPOSE 3000',
        'CMD ["node", "a.js"]',
      ),
    ],
    [
      'fold-build-tools',
      lines(
        'FROM alpine:3.19',
        'RUN apk add --no-cache gcc=13',
        'COPY r.txt .',
        'RUN pip install --no-cache-dir -r r.txt',
        'RUN apk del gcc',
      ),
      lines(
        'FROM alpine:3.19',
        'COPY r.txt .',
        'RUN apk add --no-cache gcc=13 \\',
        ' && pip install --no-cache-dir -r r.txt && apk del gcc',
      ),
    ],
  ])('%s', (id, before, after) => {
    expect(review(before, id).text).toBe(after);
  });
});

describe('nothing is proposed', () => {
  it.each([
    [
      'a production install before a build',
      lines('FROM node:20', 'WORKDIR /app', 'COPY package.json .', 'RUN npm install', 'RUN npm run build'),
      'two-stage-build',
    ],
    ['ports that only root may open', lines('FROM node:20', 'EXPOSE 80', 'CMD ["node", "a.js"]'), 'run-as-user'],
    ['programs that start as root', lines('FROM debian:12', 'CMD ["nginx"]'), 'run-as-user'],
    ['a command that needs a shell', lines('FROM node:20', 'CMD echo $HOME'), 'exec-form-command'],
    ['arguments of an entry point', lines('FROM node:20', 'ENTRYPOINT ["/run"]', 'CMD npm start'), 'exec-form-command'],
    [
      'lists that a later install reads',
      lines(
        'FROM debian:12',
        'RUN apt-get update',
        'RUN id',
        'RUN apt-get install -y a=1',
        'RUN apt-get install -y b=1',
      ),
      'clean-up-apt-lists',
    ],
    ['a version that nothing shows', lines('FROM node:latest', 'RUN id'), 'pin-base-image'],
    [
      'sources that are installed',
      lines('FROM python:3.12', 'WORKDIR /a', 'COPY . .', 'RUN pip install --no-cache-dir .'),
      'python-manifests-first',
    ],
    [
      'what a comment of the shell would hide',
      lines('FROM debian:12', 'RUN make /tmp/x # a large file', 'RUN rm /tmp/x'),
      'fold-removal',
    ],
    ['what a semicolon stands before', lines('FROM node:20', 'RUN npm install a@1.0.0;'), 'clean-up-npm-cache'],
    [
      'a removal that a step in between reads',
      lines('FROM debian:12', 'RUN make /tmp/x', 'RUN use /tmp/x', 'RUN rm /tmp/x'),
      'nothing-between',
    ],
  ])('%s', (_, text, id) => {
    expect(review(text).ids).not.toContain(id);
  });

  it('for a Dockerfile with a syntax error', () => {
    const text = 'FROM node:20\nRUNN npm i\nCMD npm start\n';
    const input = { fileName: 'Dockerfile', text, dockerignore: null, image: null, off: [] };
    expect(reviewDockerfile(input).proposal).toBeNull();
  });
});
