import { noSecretVariable } from '../../../src/lint/rules/dl3064-no-secret-variable.ts';
import { testRule } from '../test-rule.ts';

testRule(noSecretVariable, {
  catches: [
    'ARG PASSWORD',
    'ARG PASSWORD=',
    'ENV PASSWORD $X',
    'ENV A=1 dbPassword=x',
    'ENV SECRET=x TOKEN=y',
    'ENV "MYSECRET"=x',
    'ENV SECRETS=x',
    'ENV ACCESSTOKEN=x',
    'ENV STRIPE_SECRET_KEY=x',
    'ARG GOOGLE_API_KEY=x',
    'ARG SSH_PRIVATE_KEY',
    'ARG PRIVATEKEY',
    'ENV AWS_ACCESS_KEY_ID=x',
    'ARG PASSWORD\nFROM debian:12',
    'FROM a:1 AS x\nENV my.secret=x\nFROM b:1',
    'ONBUILD ENV PASSWORD=x',
  ],
  allows: [
    'ENV A=password',
    'ENV A b PASSWORD=x',
    'LABEL PASSWORD=x',
    'RUN export PASSWORD=x',
    'ENV COMPASS_URL=x MONKEY=y AUTHOR=z',
    'ENV GPG_KEY=x',
    'ARG A\nENV B=$A',
    'ENV POSTGRES_USER=app',
  ],
  places: [['ENV A=1 API_KEY=x', 'API_KEY=x']],
});
