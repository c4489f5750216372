import { expect, test } from 'vitest';
import { aptInstalls } from '../../../src/hardening/checks/apt-installs.ts';
import { checkWith, verdictOn } from '../../support/configured-image.ts';

const asks = 'apt-get install is called without -y.';
const recommends = 'apt-get install is called without --no-install-recommends.';
const settings = `RUN echo 'APT::Install-Recommends "false";' > /etc/apt/apt.conf.d/99lean`;

test.each([
  ['DS-0021', ['RUN apt-get install curl'], [`0/0 ${asks}`]],
  ['DS-0021', ['RUN make', 'RUN apt-get update && apt-get install -q curl'], [`1/1 ${asks}`]],
  ['DS-0021', ['RUN apt-get install -y a && apt install b'], [`0/0 ${asks}`]],
  ['DS-0021', ['RUN apt-get install -y curl'], 'passed'],
  ['DS-0021', ['RUN DEBIAN_FRONTEND=noninteractive apt-get -qq install curl'], 'passed'],
  ['DS-0021', ['RUN yes | apt-get install curl'], 'passed'],
  ['DS-0021', ['RUN apt-get update'], 'not-applicable'],

  ['DS-0029', ['RUN apt-get install -y curl'], [`0/0 ${recommends}`]],
  ['DS-0029', ['RUN apt-get install -y a', 'RUN apt install -y b'], [`0/0 ${recommends}`, `1/1 ${recommends}`]],
  ['DS-0029', ['RUN apt-get install -y a', settings], [`0/0 ${recommends}`]],
  ['DS-0029', ['RUN apt-get install -y --no-install-recommends curl'], 'passed'],
  ['DS-0029', ['RUN apt-get -o APT::Install-Recommends=false install -y curl'], 'passed'],
  ['DS-0029', [settings, 'RUN apt-get install -y curl'], 'passed'],
  ['DS-0029', ['RUN apk add curl'], 'not-applicable'],
])('%s %j', (code, history, verdict) => {
  expect(verdictOn(checkWith(code, aptInstalls), { history })).toEqual(verdict);
});
