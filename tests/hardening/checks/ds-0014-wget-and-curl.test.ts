import { expect, test } from 'vitest';
import { wgetOrCurl } from '../../../src/hardening/checks/ds-0014-wget-and-curl.ts';
import { verdictOn } from '../../support/configured-image.ts';

test.each([
  [['RUN wget a', 'RUN make', 'RUN curl b'], ['2/2 The step calls curl, where an earlier one calls wget.']],
  [['RUN curl b', 'RUN wget a', 'RUN curl c'], ['1/1 The step calls wget, where an earlier one calls curl.']],
  [['/bin/sh -c wget a | tar x && curl b'], ['0/0 The step calls both wget and curl.']],
  [['RUN curl a', 'RUN curl b && curl c'], 'passed'],
  [['RUN wget -q a'], 'passed'],
  [['RUN curl a', 'RUN apt-get install -y wget'], 'passed'],
  [['RUN make', 'RUN apt-get install -y wget curl'], 'not-applicable'],
  [[], 'not-applicable'],
])('%j', (history, verdict) => {
  expect(verdictOn(wgetOrCurl, { history })).toEqual(verdict);
});
