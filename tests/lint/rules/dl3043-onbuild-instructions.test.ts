import { onbuildInstructions } from '../../../src/lint/rules/dl3043-onbuild-instructions.ts';
import { testRule } from '../test-rule.ts';

testRule(onbuildInstructions, {
  catches: [
    'ONBUILD ONBUILD RUN x',
    'ONBUILD FROM a:1',
    'onbuild maintainer x',
    'ONBUILD ONBUILD ONBUILD RUN x',
    'ONBUILD ONBUILD MAINTAINER a',
  ],
  allows: ['ONBUILD RUN x', 'ONBUILD COPY a /b', 'ONBUILD USER 1', 'ONBUILD RUN echo FROM', 'RUN ONBUILD'],
  places: [['ONBUILD MAINTAINER x', 'MAINTAINER']],
});
