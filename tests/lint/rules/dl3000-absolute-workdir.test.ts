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
  fixes: [
    ['WORKDIR /a\nworkdir ./b', 'WORKDIR /a\nworkdir /a/b'],
    [
      'FROM a:1 AS x\nWORKDIR /a/\nFROM x\nWORKDIR \\\n  b\r\nRUN x',
      'FROM a:1 AS x\nWORKDIR /a/\nFROM x\nWORKDIR \\\n  /a/b\r\nRUN x',
    ],
    ['WORKDIR app', null],
    ['WORKDIR $X\nWORKDIR a', null],
    ['WORKDIR /a\nWORKDIR ../b', null],
  ],
});
