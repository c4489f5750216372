import { maintainer } from '../../../src/lint/rules/dl4000-maintainer.ts';
import { testRule } from '../test-rule.ts';

testRule(maintainer, {
  catches: ['MAINTAINER x', 'maintainer x y <z@example.com>', 'RUN a\nMAINTAINER x'],
  allows: ['LABEL maintainer="x"', '# MAINTAINER x', 'ENV MAINTAINER=x'],
  fixes: [
    ['maintainer x y <z@example.com>', 'label org.opencontainers.image.authors="x y <z@example.com>"'],
    ['MAINTAINER \'A "B" C\', $x\r\nRUN a', 'LABEL org.opencontainers.image.authors="\'A \\"B\\" C\', \\$x"\r\nRUN a'],
    ['MAINTAINER "A B"', 'LABEL org.opencontainers.image.authors="A B"'],
    ['# escape=`\nFROM a:1\nMAINTAINER $x', '# escape=`\nFROM a:1\nLABEL org.opencontainers.image.authors="`$x"'],
    ['MAINTAINER a \\\n  b', null],
  ],
});
