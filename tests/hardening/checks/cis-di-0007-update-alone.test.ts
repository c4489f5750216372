import { expect, test } from 'vitest';
import { noUpdateAlone } from '../../../src/hardening/checks/cis-di-0007-update-alone.ts';
import { verdictOn } from '../../support/configured-image.ts';

const alone = (command: string): string[] => [`0/0 ${command} stands in a step that installs nothing.`];

test.each([
  ['/bin/sh -c apt-get update', alone('apt-get update')],
  ['RUN /bin/sh -c apt-get -q update && apt-get clean # buildkit', alone('apt-get update')],
  ['RUN |1 A=b c /bin/sh -c apt update # buildkit', alone('apt update')],
  ['RUN /bin/sh -c sudo -E /usr/bin/apt-get update # buildkit', alone('apt-get update')],
  ['RUN /bin/sh -c set -e\napt-get update\n # buildkit', alone('apt-get update')],
  ['RUN /bin/sh -c apk update # buildkit', alone('apk update')],
  ['/bin/sh -c zypper -n ref', alone('zypper refresh')],
  ['/bin/sh -c apt-get update && apt-get install -y curl', 'passed'],
  ['/bin/sh -c apt-get update && apt-get -y upgrade', 'passed'],
  ['/bin/sh -c apt-get update && xargs -a packages apt-get install -y', 'passed'],
  ['/bin/sh -c apk update && apk add curl', 'passed'],
  ['/bin/sh -c zypper refresh && zypper -n in curl', 'passed'],
  ['/bin/sh -c echo apt-get update', 'passed'],
  ['/bin/sh -c yum update -y', 'passed'],
])('%j', (createdBy, verdict) => {
  expect(verdictOn(noUpdateAlone, { history: [createdBy] })).toEqual(verdict);
});

test('the step is named by its entry and its layer', () => {
  const history = ['ADD file:00 in /', 'CMD ["bash"]', 'RUN /bin/sh -c apt-get update # buildkit'];
  expect(verdictOn(noUpdateAlone, { history })).toEqual(['2/1 apt-get update stands in a step that installs nothing.']);
});

test('what buildah hands to a shell of the Dockerfile’s own is read, a here-document too', () => {
  const history = ['/bin/sh -c #(nop) SHELL ["/bin/bash", "-euxc"]', '/bin/bash -euxc <<EOF\napt-get update\nEOF'];
  expect(verdictOn(noUpdateAlone, { history })).toEqual(['1/0 apt-get update stands in a step that installs nothing.']);
});

test('without a history there is nothing to ask, and a part of it is not enough to pass', () => {
  expect(verdictOn(noUpdateAlone, {})).toBe('not-applicable');
  expect(verdictOn(noUpdateAlone, { history: ['', ' '] })).toBe('not-applicable');
  expect(verdictOn(noUpdateAlone, { history: ['RUN make'], moreLayers: 1 })).toBe('unknown');
  expect(verdictOn(noUpdateAlone, { history: ['RUN apt-get update'], moreLayers: 1 })).toEqual(alone('apt-get update'));
});
