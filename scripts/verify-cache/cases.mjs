// Dockerfiles, their folders, and changes of them. What buildah is known to do otherwise than BuildKit stands beside the
// change, by line.

const sameFiles =
  'the stage ran again and made the same file, which nobody can know before; it is then reused, as the simulation says';

const proxyCounts =
  'to buildah a proxy counts as soon as the stage has an ARG; BuildKit leaves proxies out of its keys';

const node = {
  name: 'one stage',
  dockerfile: `FROM localhost/base:1
WORKDIR /app
COPY package*.json ./
RUN cat package.json > /installed
COPY . .
RUN cat src/index.js > /built
CMD ["sh"]
`,
  files: {
    '.dockerignore': '# notes\n*.md\ndocs\n!docs/keep.txt\n**/*.log\n',
    'package.json': '{"name": "x"}\n',
    'package-lock.json': '{}\n',
    'src/index.js': 'console.log(1)\n',
    'src/run.sh': '#!/bin/sh\n',
    'src/lib/deep/x.log': 'log\n',
    'docs/a.txt': 'a\n',
    'docs/keep.txt': 'keep\n',
    'README.md': 'read me\n',
  },
  changes: [
    { title: 'a source file is edited', edit: ['src/index.js'] },
    { title: 'a manifest is edited', edit: ['package.json'] },
    { title: 'a lockfile that a wildcard takes is edited', edit: ['package-lock.json'] },
    { title: 'a file is edited that .dockerignore leaves out', edit: ['README.md'] },
    { title: 'a file in a folder that .dockerignore leaves out', edit: ['docs/a.txt'] },
    { title: 'the exception in that folder', edit: ['docs/keep.txt'] },
    { title: 'a deep file that **/*.log leaves out', edit: ['src/lib/deep/x.log'] },
    { title: 'only the mode of a file changes', chmod: ['src/run.sh'] },
    { title: 'a file is written again with the same content', touch: ['src/index.js'] },
    { title: 'the base image is another', base: '1' },
    { title: 'a manifest and a source file', edit: ['package.json', 'src/index.js'] },
  ],
};

const program = {
  name: 'several stages',
  dockerfile: `FROM localhost/base:1 AS deps
COPY go.mod /src/
RUN cat /src/go.mod > /deps
FROM deps AS build
COPY cmd /src/cmd
RUN grep package /src/cmd/main.go > /out
FROM localhost/base:2 AS tools
RUN echo tools > /tools
FROM localhost/base:1
COPY --from=deps /src/go.mod /etc/go.mod
COPY --from=build /out /bin/program
COPY --from=tools /tools /etc/tools
COPY conf/ /etc/conf/
RUN ls /etc/conf > /list
`,
  files: {
    'go.mod': 'module x\n',
    'cmd/main.go': 'package main\n',
    'cmd/lib/lib.go': 'package lib\n',
    'conf/a.conf': 'a\n',
    LICENSE: 'free\n',
  },
  changes: [
    { title: 'a source file is edited, what is built is another', edit: ['cmd/main.go'], line: 'package changed' },
    {
      title: 'a source file is edited, what is built is the same',
      edit: ['cmd/lib/lib.go'],
      differs: { 11: sameFiles, 12: sameFiles, 13: sameFiles, 14: sameFiles },
    },
    { title: 'the manifest is edited', edit: ['go.mod'] },
    { title: 'a file of the last stage is edited', edit: ['conf/a.conf'] },
    { title: 'a file that no COPY takes', edit: ['LICENSE'] },
    {
      title: 'the base image of one stage is another, what is made on it is the same',
      base: '2',
      differs: { 12: sameFiles, 13: sameFiles, 14: sameFiles },
    },
  ],
};

const variables = {
  name: 'ARG and ENV',
  dockerfile: `ARG TAG=1
FROM localhost/base:\${TAG}
WORKDIR /app
RUN echo one > /one
ARG VERSION=1
COPY a.txt /app/
RUN echo two > /two
ENV RELEASE=$VERSION
COPY b.txt /app/
ARG NAME
RUN echo "$NAME" > /three
COPY b.txt /\${NAME:-none}/
`,
  files: { 'a.txt': 'a\n', 'b.txt': 'b\n' },
  changes: [
    { title: 'an argument that a RUN sees', args: { VERSION: '2' } },
    { title: 'an argument further down', args: { NAME: 'x' } },
    { title: 'an argument of FROM', args: { TAG: '2' } },
    { title: 'an argument that nothing declares', args: { OTHER: '1' } },
    {
      title: 'a proxy',
      args: { HTTP_PROXY: 'http://127.0.0.1:9' },
      differs: { 6: proxyCounts, 7: proxyCounts, 9: proxyCounts, 11: proxyCounts, 12: proxyCounts },
    },
    { title: 'a file between', edit: ['a.txt'] },
    { title: 'a file that two steps take', edit: ['b.txt'] },
  ],
};

const parts = {
  name: 'a stage of copies alone',
  dockerfile: `FROM scratch AS files
COPY a /a/
COPY b /b/
FROM localhost/base:1
COPY --from=files /a /a
RUN ls /a > /list-a
COPY --from=files /b /b
RUN ls /b > /list-b
`,
  files: { 'a/1': '1\n', 'b/2': '2\n' },
  changes: [
    { title: 'what the second of them brings', edit: ['b/2'] },
    { title: 'what the first of them brings', edit: ['a/1'] },
  ],
};

export const cases = [node, program, variables, parts];
