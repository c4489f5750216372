import { expect, test } from 'vitest';
import { noMaintainer } from '../../../src/hardening/checks/ds-0022-maintainer.ts';
import { verdictOn } from '../../support/configured-image.ts';

test.each([
  [['/bin/sh -c #(nop) MAINTAINER dev@example.com'], ['0 MAINTAINER names the author.']],
  [['MAINTAINER dev@example.com'], ['0 MAINTAINER names the author.']],
  [['ENV A=1', '/bin/sh -c #(nop)  MAINTAINER a', 'ENV B=1'], ['1 MAINTAINER names the author.']],
  [['LABEL maintainer=dev@example.com'], 'passed'],
  [['/bin/sh -c echo MAINTAINER'], 'passed'],
  [['COPY MAINTAINERS / # buildkit'], 'passed'],
  [[], 'not-applicable'],
])('%j', (history, verdict) => {
  expect(verdictOn(noMaintainer, { history })).toEqual(verdict);
});
