import { addChecksum } from '../../../src/lint/rules/pl1007-add-checksum.ts';
import { testOwnRule } from '../test-rule.ts';

testOwnRule(addChecksum, {
  catches: [
    'ADD http://example.com/a /a',
    'ADD --chown=app HTTPS://example.com/a /a',
    'ADD ["https://example.com/a b", "/a"]',
    'ADD local https://example.com/a https://example.com/b /c/',
    'ARG URL=https://example.com/a\nADD $URL /a',
    'ADD https://example.com/${VERSION}/a /a',
    'ONBUILD ADD https://example.com/a /a',
  ],
  allows: [
    'ADD --checksum=sha256:$SUM https://example.com/a /a',
    'ADD --link --checksum=sha256:1 https://example.com/a /a',
    'ADD git@github.com:moby/buildkit.git /src',
    'ADD https://github.com/moby/buildkit.git#v0.12 /src',
    'ADD $FILE /a',
    'RUN curl -O https://example.com/a',
    'COPY https /a',
  ],
  places: [['ADD a https://example.com/b /c/', 'https://example.com/b']],
});
