import { expect, test } from 'vitest';
import { leftCaches } from '../../../src/hardening/checks/left-caches.ts';
import { checkWith, verdictOn } from '../../support/configured-image.ts';

const apk = ['0/0 apk add is called without --no-cache, so its index stays in the layer.'];
const lists = ['0/0 The step fetches package lists and leaves them in the layer.'];
const left = (program: string): string[] => [
  `0/0 The step installs with ${program} and leaves its cache in the layer.`,
];

test.each([
  ['DKL-DI-0004', 'apk add curl', apk],
  ['DKL-DI-0004', 'apk --update add curl && rm -rf /tmp/*', apk],
  ['DKL-DI-0004', 'rm -rf /var/cache/apk/* && apk add curl', apk],
  ['DKL-DI-0004', 'apk add --no-cache curl', 'passed'],
  ['DKL-DI-0004', 'apk --no-cache add curl', 'passed'],
  ['DKL-DI-0004', 'apk add --update curl && rm -rf /var/cache/apk/*', 'passed'],
  ['DKL-DI-0004', 'apk del curl', 'not-applicable'],

  ['DKL-DI-0005', 'apt-get update', lists],
  ['DKL-DI-0005', 'apt-get update && apt-get install -y curl && apt-get clean', lists],
  ['DKL-DI-0005', 'rm -rf /var/lib/apt/lists/* && apt update', lists],
  ['DKL-DI-0005', 'apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/* /var/log/*', 'passed'],
  ['DKL-DI-0005', 'set -eux; apt-get update; make; rm -r /var/lib/apt', 'passed'],
  ['DKL-DI-0005', 'apt-get update && find /var/lib/apt/lists -type f -delete', 'passed'],
  ['DKL-DI-0005', 'apt-get update; sudo rm -rf /var/lib/apt/lists/*', 'passed'],
  // buildah keeps the flags of RUN.
  ['DKL-DI-0005', '--mount=type=cache,target=/var/lib/apt apt-get update', 'passed'],
  ['DKL-DI-0005', 'apt-get install -y curl', 'not-applicable'],

  ['DS-0015', 'yum install -y curl', left('yum')],
  ['DS-0015', 'yum -y update && rm /tmp/a', left('yum')],
  ['DS-0015', 'yum clean all && yum install -y curl', left('yum')],
  ['DS-0015', 'yum install -y curl && yum clean all', 'passed'],
  ['DS-0015', 'yum install -y curl; rm -rf /var/cache/yum', 'passed'],
  ['DS-0015', 'yum install -y curl && yum -y clean metadata', 'passed'],
  ['DS-0015', 'dnf install -y curl', 'not-applicable'],

  ['DS-0019', 'dnf install -y curl', left('dnf')],
  ['DS-0019', 'dnf upgrade -y', left('dnf')],
  ['DS-0019', 'dnf -y install curl && echo dnf clean all', left('dnf')],
  ['DS-0019', 'dnf install -y curl && dnf clean all', 'passed'],
  ['DS-0019', 'dnf install -y curl && yum clean all', 'passed'],
  ['DS-0019', 'dnf install -y curl && rm -rf /var/cache/dnf', 'passed'],
  ['DS-0019', 'make', 'not-applicable'],

  ['DS-0020', 'zypper -n install curl', left('zypper')],
  ['DS-0020', 'zypper in -y curl', left('zypper')],
  ['DS-0020', 'zypper clean && zypper -n in curl', left('zypper')],
  ['DS-0020', 'zypper -n in curl && zypper clean --all', 'passed'],
  ['DS-0020', 'zypper -n in curl && zypper cc -a', 'passed'],
  ['DS-0020', 'zypper -n in curl && rm -rf /var/cache/zypp/*', 'passed'],
  ['DS-0020', 'zypper -n ref', 'not-applicable'],

  ['DS-0027', 'microdnf install curl', left('microdnf')],
  ['DS-0027', 'microdnf install -y curl && microdnf remove tar', left('microdnf')],
  ['DS-0027', 'microdnf clean all; microdnf install curl', left('microdnf')],
  ['DS-0027', 'microdnf install curl && microdnf clean all', 'passed'],
  ['DS-0027', 'microdnf install curl; rm -rf /var/cache/yum', 'passed'],
  ['DS-0027', 'microdnf install -y curl && /usr/bin/microdnf clean all', 'passed'],
  ['DS-0027', 'microdnf repolist', 'not-applicable'],
])('%s %s', (code, command, verdict) => {
  const check = checkWith(code, leftCaches);
  expect(verdictOn(check, { history: [`/bin/sh -c ${command}`] })).toEqual(verdict);
  expect(verdictOn(check, { history: [`RUN /bin/sh -c ${command} # buildkit`] })).toEqual(verdict);
});

test('a step that cleans does nothing for the layer below it', () => {
  const history = ['RUN /bin/sh -c apt-get update', 'RUN /bin/sh -c rm -rf /var/lib/apt/lists/*'];
  expect(verdictOn(checkWith('DKL-DI-0005', leftCaches), { history })).toEqual(lists);
});
