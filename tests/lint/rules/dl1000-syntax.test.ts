import { syntax } from '../../../src/lint/rules/dl1000-syntax.ts';
import { testRule } from '../test-rule.ts';

testRule(syntax, {
  catches: ['EXPOES 80', 'COPY a', 'ENV A', 'EXPOSE abc', 'FROM debian:12 slim', 'HEALTHCHECK --foo=x CMD a'],
  allows: ['CMD ["a"]', 'RUN <<EOF\nmake\nEOF\n', 'COPY a b c/', 'EXPOSE 80 81/udp 8000-8010'],
  places: [['EXPOES 80', 'EXPOES']],
  fixes: [
    ['RNU make', 'RUN make'],
    ['cpoy a b', 'COPY a b'],
    ['ONBUILD RNU make', 'ONBUILD RUN make'],
    ['INSTALL make', null],
    ['COPY a', null],
    ['ONBUILD FROM a', null],
  ],
});
