import { copyOverAdd } from '../../../src/lint/rules/dl3020-copy-over-add.ts';
import { testRule } from '../test-rule.ts';

testRule(copyOverAdd, {
  catches: [
    'ADD a /b',
    'ADD . /b',
    'ADD a.zip /b',
    'ADD a b.tar /c',
    'ADD $X /b',
    'ADD ftp://x/a /b',
    'ADD ["a", "/b"]',
    'ADD --chown=x a /b',
    'ADD a.tar* /b',
    'ADD https://x/y a /c',
  ],
  allows: [
    'ADD a.tar /b',
    'ADD a.tar.gz b.txz /c/',
    'ADD https://x/a /b',
    'ADD ["a.tar", "/b"]',
    'ADD "a.tar" /b',
    'ADD *.tar.gz /b',
    'ADD $X.tar.gz /b',
    'ONBUILD ADD a /b',
    'ADD --unpack=false a.tar /b',
    'COPY a /b',
  ],
  places: [['ADD --chown=x a.tar b /c', 'b']],
  fixes: [
    ['add --chown=x \\\n  a /b', 'copy --chown=x \\\n  a /b'],
    ['ADD ["a", "/b"]', 'COPY ["a", "/b"]'],
    ['WORKDIR /x\nADD <<EOF a b/\nx\nEOF', 'WORKDIR /x\nCOPY <<EOF a b/\nx\nEOF'],
    ['ADD a b', null],
    ['ADD a a.tar /b/', null],
    ['ADD $X /b', null],
    ['ADD * /b', null],
    ['ADD --checksum=x a /b', null],
  ],
});
