import { copyIgnoredFile } from '../../../src/lint/rules/buildkit-copy-ignored-file.ts';
import { testBuildkitCheck } from '../test-buildkit-check.ts';

testBuildkitCheck(copyIgnoredFile, {
  config: { dockerignore: '# kept out\nsecret\n*.log\n**/*.tmp\n' },
  catches: [
    'COPY secret /x/',
    'COPY ./secret /x/',
    'ADD secret/a /x/',
    'COPY secret/ /x/',
    'COPY a.log /x/',
    'COPY *.log /x/',
    'COPY ["secret", "/x/"]',
    'ARG F=secret\nCOPY $F /x/',
    'COPY "secret" /x/',
    'COPY x/../secret /x/',
    'COPY deep/er/y.tmp /x/',
    'COPY ok secret /x/',
    'COPY --chown=1 secret /x/',
    'COPY secret/*.js /x/',
    'add secret /x/',
    'COPY /secret /x/',
    'FROM a:1 AS b\nONBUILD COPY secret /x/\nFROM b',
  ],
  allows: [
    'COPY . /x/',
    'COPY ok /x/',
    'COPY --from=b:1 secret /x/',
    'COPY <<secret /x\na\nsecret',
    'ADD https://example.com/secret /x/',
    'ADD git@example.com:secret/a.git /x/',
    'COPY Secret /x/',
    'COPY secrets /x/',
    'COPY x/a.log /x/',
    'COPY s* /x/',
    'RUN --mount=type=bind,source=secret,target=/x a',
    'ONBUILD COPY secret /x/',
    'COPY ../secret /x/',
    'COPY $X /x/',
    'COPY / /x/',
  ],
  several: [['FROM a:1\nCOPY secret a.log ok /x/', [2, 2]]],
  places: [['FROM a:1\nCOPY ok secret/a /x/', 'secret/a']],
  facts: /file "(.+?)"/,
  differs: [['COPY /secret /x/', 'The slash means the root of the context; BuildKit takes it as part of the path.']],
});

const all = {
  catches: ['COPY . /x/', 'COPY / /x/', 'COPY ./ /x/', 'COPY a /x/', 'COPY x/.. /x/'],
};
testBuildkitCheck(copyIgnoredFile, {
  ...all,
  config: { dockerignore: '/*' },
  allows: ['COPY --from=b:1 / /', 'ADD https://example.com/a /'],
});
testBuildkitCheck(copyIgnoredFile, {
  config: { dockerignore: 'a\n!a/b' },
  catches: [],
  allows: ['COPY a /x/', 'COPY a/b /x/', 'COPY a/c /x/'],
});
testBuildkitCheck(copyIgnoredFile, {
  config: { dockerignore: 'a/**\n.*' },
  catches: ['COPY a/b /x/', 'COPY .env /x/'],
  allows: ['COPY a /x/', 'COPY . /x/'],
});
testBuildkitCheck(copyIgnoredFile, {
  config: { dockerignore: 'a/b' },
  catches: ['COPY --parents a/./b /x/', 'COPY a//b /x/'],
  allows: ['COPY --parents a/./c /x/'],
});
testBuildkitCheck(copyIgnoredFile, { config: {}, catches: [], allows: ['COPY secret /x/'] });
