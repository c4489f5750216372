import { secretsUsedInArgOrEnv } from '../../../src/lint/rules/buildkit-secrets-used-in-arg-or-env.ts';
import { testBuildkitCheck } from '../test-buildkit-check.ts';

testBuildkitCheck(secretsUsedInArgOrEnv, {
  catches: [
    'ARG PASSWORD',
    'ENV DB_PASSWORD=x',
    'ENV api_key=x',
    'ARG KEY=1',
    'ENV AUTH x',
    'ENV GITHUB_TOKEN=$X',
    'ENV my_credentials=x',
    'ARG APIKEY',
    'ENV PWORD=1 A=2',
    'ENV KEY_ID=1',
    'ENV "SECRET"=1',
    'ARG A SECRET_A=1',
    'FROM a:1 AS b\nONBUILD ARG TOKEN\nFROM b',
    'ARG N=SECRET\nFROM a:1\nARG N\nENV $N=1',
  ],
  allows: [
    'ENV MONKEY=1',
    'ENV PUBLIC_KEY=1',
    'ENV PASSWORD_FILE=/x',
    'ARG TOKEN_VERSION',
    'ENV AUTHOR=me',
    'ARG TOKEN\nFROM a:1',
    'ENV API-KEY=1',
    'ENV SECRETS=1',
    'ONBUILD ENV TOKEN=1',
    'LABEL token=1',
    'RUN TOKEN=1 x',
    'ENV A=TOKEN',
    'ARG "SECRET"=1',
  ],
  several: [['FROM a:1\nENV TOKEN=1 SECRET=2\nARG AUTH', [2, 2, 3]]],
  places: [
    ['FROM a:1\nENV A=1 DB_PASSWORD=x', 'DB_PASSWORD=x'],
    ['FROM a:1\nARG TOKEN', 'TOKEN'],
  ],
  facts: /\((\w+) "(.+?)"\)/,
});
