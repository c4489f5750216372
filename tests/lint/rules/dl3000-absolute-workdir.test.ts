import { absoluteWorkdir } from '../../../src/lint/rules/dl3000-absolute-workdir.ts';
import { testRule } from '../test-rule.ts';

testRule(absoluteWorkdir, {
  catches: ['WORKDIR app', 'WORKDIR "app"', 'WORKDIR ./x', 'WORKDIR x$APP', 'WORKDIR \\\n  app', 'WORKDIR 1:/x'],
  allows: [
    'WORKDIR /app',
    'WORKDIR "/app"',
    'WORKDIR ${APP}/x',
    'WORKDIR C:\\\\app',
    'WORKDIR c:/app',
    'ONBUILD WORKDIR app',
  ],
  places: [['WORKDIR  app', 'app']],
});
