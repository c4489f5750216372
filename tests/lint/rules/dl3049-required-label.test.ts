import { requiredLabel } from '../../../src/lint/rules/dl3049-required-label.ts';
import { testRule } from '../test-rule.ts';

testRule(requiredLabel, {
  catches: [
    'RUN make',
    'FROM scratch',
    'LABEL Version=1',
    'ONBUILD LABEL version=1',
    'LABEL "a b"=1 title="x version=1"',
    'FROM a:1 AS x\nLABEL version=1\nFROM b:1',
    'FROM a:1\nFROM b:1\nLABEL version=1',
    'FROM a:1 AS x\nFROM x\nCOPY --from=x a b',
    'FROM a:1 AS x\nFROM b:1\nONBUILD COPY --from=x a b\nLABEL version=1',
    'FROM a:1\nCOPY --from=x a b\nLABEL version=1\nFROM b:1 AS x',
    'FROM a:1\nCOPY --from=nginx:1 a b\nFROM b:1\nLABEL version=1',
    'FROM a:1 AS x\nFROM x AS y\nFROM b:1\nCOPY --from=x a b\nLABEL version=1',
    'LABEL $X=1',
  ],
  allows: [
    'LABEL version=1',
    'LABEL title=x\nLABEL version 1',
    'LABEL version=',
    'LABEL "version"=$X',
    "LABEL title=x \\\n # why\n 'version'=1",
    'FROM a:1 AS x\nLABEL version=1\nFROM x AS y\nFROM y',
    'FROM a:1 AS x\nFROM x\nLABEL version=1',
    'FROM a:1 AS x\nFROM b:1\nCOPY --from=x a b\nLABEL version=1',
    'FROM a:1 AS x\nFROM b:1 AS y\nCOPY --from=x a b\nFROM c:1\nCOPY --from=y a b\nLABEL version=1',
    '# hadolint ignore=DL3049\nFROM a:1',
  ],
  places: [['FROM --platform=$X a:1 AS b', 'a:1']],
});

const labelSchema = { title: 'text', 'org.x.url': 'url' } as const;
testRule(requiredLabel, {
  config: { labelSchema },
  catches: ['LABEL title=x', 'LABEL org.x.url=x', 'FROM a:1\nLABEL org.x.url=x\nFROM b:1\nLABEL title=y org.x.url=z'],
  allows: ['LABEL org.x.url=x title=y', 'LABEL title y\nLABEL org.x.url x'],
});

testRule(requiredLabel, { config: {}, catches: [], allows: ['LABEL title=x', 'FROM scratch'] });
