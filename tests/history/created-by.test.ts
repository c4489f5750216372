import { expect, test } from 'vitest';
import { parseCreatedBy } from '../../src/history/created-by.ts';

test.each([
  // docker's classic builder, and buildah
  ['/bin/sh -c #(nop) COPY dir:0a1b in /srv ', 'COPY', 'dir:0a1b in /srv'],
  ['/bin/sh -c #(nop)  CMD ["node" "app.js"]', 'CMD', '["node" "app.js"]'],
  ['/bin/sh -c apt-get update', 'RUN', 'apt-get update'],
  ['|1 VERSION=1 /bin/sh -c make', 'RUN', 'make'],
  ['|2 A=1 B=two words /bin/sh -c make all', 'RUN', 'make all'],
  ['/bin/bash -o pipefail -c curl x | sh', 'RUN', 'curl x | sh'],
  ['copy me to there', 'RUN', 'copy me to there'],
  // BuildKit
  ['RUN /bin/sh -c apt-get update # buildkit', 'RUN', 'apt-get update'],
  ['RUN |1 VERSION=1 /bin/sh -c make # buildkit', 'RUN', 'make'],
  ['COPY . /srv # buildkit', 'COPY', '. /srv'],
  ['WORKDIR /srv', 'WORKDIR', '/srv'],
  ['ENV A=1', 'ENV', 'A=1'],
  ['EXPOSE map[80/tcp:{}]', 'EXPOSE', 'map[80/tcp:{}]'],
  // others
  ['', 'RUN', ''],
])('%j is %s %j', (createdBy, keyword, text) => {
  expect(parseCreatedBy(createdBy)).toEqual({ keyword, text });
});
