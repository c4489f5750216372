import { maintainer } from '../../../src/lint/rules/dl4000-maintainer.ts';
import { testRule } from '../test-rule.ts';

testRule(maintainer, {
  catches: ['MAINTAINER x', 'maintainer x y <z@example.com>', 'RUN a\nMAINTAINER x'],
  allows: ['LABEL maintainer="x"', '# MAINTAINER x', 'ENV MAINTAINER=x'],
});
