import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../src/dockerfile/parse.ts';
import { pinnedPackages } from '../../../src/lint/pins/pinned-packages.ts';

/** Each pin with the text at its place, which is the version alone. */
function pins(text: string): string[] {
  const lines = text.split('\n');
  return pinnedPackages(parseDockerfile(text)).map(({ type, name, version, at }) => {
    expect(at.endLine).toBe(at.line);
    expect(lines[at.line - 1]?.slice(at.column - 1, at.endColumn - 1)).toBe(version);
    return `${at.line}: ${type} ${name} ${version}`;
  });
}

describe('versions that a Dockerfile asks for', () => {
  test.each([
    ['RUN pip install jinja2==2.11.3 click', ['2: pypi jinja2 2.11.3']],
    ['RUN pip3 install "Jinja2[i18n]==2.11.3" \'click===7.1.2\'', ['2: pypi Jinja2 2.11.3', '2: pypi click 7.1.2']],
    ['RUN python3 -m pip install --no-cache-dir \\\n  # the old one\n  jinja2==2.11.3', ['4: pypi jinja2 2.11.3']],
    ['RUN uv pip install jinja2==2.11.3', ['2: pypi jinja2 2.11.3']],
    ['RUN ["pip", "install", "jinja2==2.11.3"]', ['2: pypi jinja2 2.11.3']],
    ['RUN <<EOF\npip install jinja2==2.11.3\nEOF', ['3: pypi jinja2 2.11.3']],
    [
      'RUN apt-get update && apt-get install -y curl=7.88.1-10+deb12u5 libc6:amd64=2.36-9',
      ['2: deb curl 7.88.1-10+deb12u5', '2: deb libc6 2.36-9'],
    ],
    ['RUN apt-get install -y bsdutils=1:2.38.1-5+deb12u3', ['2: deb bsdutils 1:2.38.1-5+deb12u3']],
    ['RUN apk add --no-cache curl=8.5.0-r0', ['2: apk curl 8.5.0-r0']],
    ['RUN dnf install -y openssl-libs-3.0.7-25.el9.x86_64', ['2: rpm openssl-libs 3.0.7-25.el9']],
    ['RUN npm install -g lodash@4.17.20 @scope/x@v1.0.0-rc.1', ['2: npm lodash 4.17.20', '2: npm @scope/x 1.0.0-rc.1']],
    ['RUN yarn global add lodash@4.17.20', ['2: npm lodash 4.17.20']],
    ['RUN gem install rack:2.2.3 && gem install rails -v 7.1.2 -N', ['2: gem rack 2.2.3', '2: gem rails 7.1.2']],
    ['RUN gem install rails --version=7.1.2', ['2: gem rails 7.1.2']],
    ['RUN go install golang.org/x/tools/cmd/goimports@v0.1.0', ['2: golang golang.org/x/tools/cmd/goimports 0.1.0']],
    ['RUN composer require monolog/monolog:2.0.0', ['2: composer monolog/monolog 2.0.0']],
    ['RUN cargo install ripgrep --version 13.0.0', ['2: cargo ripgrep 13.0.0']],
    ['ONBUILD RUN pip install jinja2==2.11.3', ['2: pypi jinja2 2.11.3']],
    ['ARG JINJA=2.11.3\nRUN pip install jinja2==${JINJA}', ['2: pypi jinja2 2.11.3']],
    ['ENV JINJA "2.11.3"\nRUN pip install "jinja2==$JINJA"', ['2: pypi jinja2 2.11.3']],
    ['ARG WHAT=jinja2==2.11.3\nRUN pip install $WHAT', ['2: pypi jinja2 2.11.3']],
  ])('%s', (text, expected) => {
    expect(pins(`FROM a\n${text}\n`)).toEqual(expected);
  });

  test('a global ARG that a stage takes over', () => {
    expect(pins('ARG JINJA=2.11.3\nFROM a\nARG JINJA\nRUN pip install jinja2==$JINJA\n')).toEqual([
      '1: pypi jinja2 2.11.3',
    ]);
  });

  test.each([
    // Ranges and what has no version.
    'RUN pip install jinja2 click>=7 "x==1.*" "y==1,<2" ./z==1.whl',
    'RUN npm install lodash@^4.17.0 lodash@latest github:a/b#v1.0',
    "RUN gem install rails -v '~> 7.1'",
    'RUN apk add curl=~8.5 curl~8 "curl>8"',
    'RUN apt-get install -y curl=7.88.*',
    // Of several gems, nobody knows whose version it is.
    'RUN gem install rails rack -v 7.1.2',
    // Installs nothing.
    'RUN pip uninstall jinja2==2.11.3',
    'RUN echo pip install jinja2==2.11.3',
    'RUN python3 setup.py install jinja2==2.11.3',
    '# RUN pip install jinja2==2.11.3',
    'LABEL how="pip install jinja2==2.11.3"',
    // Variables: not known; of the shell; used twice; set twice; in two stages; set by another.
    'RUN pip install jinja2==$JINJA',
    'ARG JINJA\nRUN pip install jinja2==$JINJA',
    'RUN JINJA=2.11.3 && pip install jinja2==$JINJA',
    'RUN for v in 1 2; do pip install jinja2==$v; done',
    'ARG JINJA=2.11.3\nRUN JINJA=1 && pip install jinja2==$JINJA',
    'ARG V=2.11.3\nRUN pip install jinja2==$V && echo $V',
    'ARG V=2.11.3\nARG V=2.11.4\nRUN pip install jinja2==$V',
    'ARG V=2.11.3\nFROM b\nRUN pip install jinja2==$V',
    'ARG A=2.11.3\nARG V=$A\nRUN pip install jinja2==$V',
    'ARG A=2\nARG B=11.3\nRUN pip install jinja2==$A.$B',
    'ARG V=2.11.3\nRUN pip install jinja2==${V:-3}',
    'RUN pip install jinja2==$(cat version)',
    'RUN pip install jinja2==2.11.\\\n3',
  ])('nothing in %s', (text) => {
    expect(pins(`FROM a\n${text}\n`)).toEqual([]);
  });

  test('words without end are no pins, and do not keep the test past its time', () => {
    const word = `${'a-'.repeat(20_000)}=${'1-'.repeat(5000)}`;
    expect(pins(`FROM a\nRUN dnf install ${word} && pip install ${word} && npm i ${word}@1\n`)).toEqual([]);
  });
});
