import { maintainerDeprecated } from '../../../src/lint/rules/buildkit-maintainer-deprecated.ts';
import { testBuildkitCheck } from '../test-buildkit-check.ts';

testBuildkitCheck(maintainerDeprecated, {
  catches: [
    'MAINTAINER me',
    'maintainer me',
    'MAINTAINER "A B" <a@b.c>',
    'MAINTAINER a \\\n b',
    'USER x\nMAINTAINER $WHO',
  ],
  allows: [
    'LABEL maintainer=me',
    'LABEL org.opencontainers.image.authors=me',
    '# MAINTAINER me\nUSER x',
    'RUN echo MAINTAINER',
    'RUN <<E\nMAINTAINER me\nE',
  ],
  several: [['FROM a:1\nMAINTAINER a\nFROM b:1\nMAINTAINER b', [2, 4]]],
  places: [['FROM a:1\nMAINTAINER me', 'MAINTAINER me']],
  fixes: [
    ['MAINTAINER me', 'LABEL org.opencontainers.image.authors="me"'],
    ['MAINTAINER a \\\n b', null],
  ],
});
