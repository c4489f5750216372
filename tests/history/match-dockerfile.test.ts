import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import type { DockerfileMatch } from '../../src/history/dockerfile-match.ts';
import { matchDockerfile } from '../../src/history/match-dockerfile.ts';
import { layerLines } from '../../src/history/layer-lines.ts';
import type { HistoryEntry } from '../../src/image/model.ts';

/** Entries; those that start with `- ` made no layer, and a comment may stand behind ` ;; `. */
function historyOf(...lines: string[]): HistoryEntry[] {
  let layer = 0;
  return lines.map((line) => {
    const emptyLayer = line.startsWith('- ');
    const [createdBy = '', comment = ''] = (emptyLayer ? line.slice(2) : line).split(' ;; ');
    return { createdBy, created: null, comment, emptyLayer, layer: emptyLayer ? null : layer++ };
  });
}

const match = (dockerfile: string, ...history: string[]): DockerfileMatch =>
  matchDockerfile(parseDockerfile(dockerfile), historyOf(...history));

const layersOf = (dockerfile: string, ...history: string[]): (number | null)[] => {
  const count = history.filter((line) => !line.startsWith('- ')).length;
  return layerLines(match(dockerfile, ...history), count);
};

const kindsOf = ({ lines }: DockerfileMatch): string[] =>
  lines.map(({ line, kind, entry, layer }) => `${line} ${kind} ${entry ?? '-'} ${layer ?? '-'}`);

const hash = 'a1'.repeat(32);
const base = '/bin/sh -c #(nop) ADD file:1 in / ';

describe('one instruction, as a builder tells it', () => {
  const digest = `file:${hash}`;
  test.each<[string, string, string]>([
    ['BuildKit', 'RUN make all', 'RUN /bin/sh -c make all # buildkit'],
    ['continued lines', 'RUN a \\\n  # why\n  && b', 'RUN /bin/sh -c a   && b # buildkit'],
    ['flags of RUN', 'RUN --mount=type=cache,target=/c make', 'RUN /bin/sh -c make # buildkit'],
    ['flags of RUN in buildah', 'RUN --network=none make', '/bin/sh -c --network=none make'],
    [
      'what was mounted, in buildah',
      'RUN --mount=type=bind,src=a make',
      `/bin/sh -c --mount=type=bind,src=a make:${hash}`,
    ],
    ['build arguments', 'ARG A\nARG B\nRUN make', 'RUN |2 A=1 B=x y z /bin/sh -c make # buildkit'],
    ['a shell in an argument', 'ARG A\nARG B\nRUN make', '|2 A=/bin/sh -c x B=2 /bin/sh -c make'],
    ['an exec form', 'RUN ["make", "all"]', 'RUN make all # buildkit'],
    ['an exec form with arguments', 'ARG A\nRUN ["make", "all"]', '|1 A=1 make all'],
    ['an exec form in buildah', 'RUN ["make", "all"]', '/bin/sh -c ["make", "all"]'],
    ['SHELL', 'SHELL ["/bin/zsh", "-e", "-c"]\nRUN make', 'RUN /bin/zsh -e -c make # buildkit'],
    ['the mark of others in a command', 'RUN echo "#(nop) COPY"', 'RUN /bin/sh -c echo "#(nop) COPY" # buildkit'],
    ['a heredoc', 'RUN <<EOF\napt-get update\nmake\nEOF', 'RUN /bin/sh -c apt-get update\nmake\n # buildkit'],
    ['tabs in a heredoc', 'RUN <<-EOF\n\tmake\n\tEOF', 'RUN /bin/sh -c make\n # buildkit'],
    ['a script in a heredoc', 'RUN <<EOF\n#!/bin/bash\nmake\nEOF', 'RUN /bin/sh -c /dev/pipes/EOF # buildkit'],
    ['a heredoc for a shell', 'RUN cat <<A > /a\nx\nA', 'RUN /bin/sh -c cat <<A > /a\nx\nA # buildkit'],
    ['a heredoc in buildah', 'RUN <<EOF\nmake\nEOF', '/bin/sh -c <<EOF\nmake'],
    ['kaniko', 'RUN --mount=type=cache,target=/c make', 'RUN --mount=type=cache,target=/c make'],
    ['COPY', 'COPY a b /srv/', 'COPY a b /srv/ # buildkit'],
    ['COPY from another stage', 'COPY --from=b --chown=app /a /b', 'COPY --chown=app /a /b # buildkit'],
    ['flags that are left out', 'COPY --link --chmod=755 a /b', 'COPY a /b # buildkit'],
    ['kaniko’s COPY', 'COPY --from=b --chown=app /a /b', 'COPY --from=b --chown=app /a /b'],
    ['a digest', 'COPY --chown=app a /srv/a', `/bin/sh -c #(nop) COPY ${digest} in /srv/a `],
    ['a digest and a user', 'COPY --chown=app a /srv/a', `/bin/sh -c #(nop) COPY --chown=app ${digest} in /srv/a `],
    ['several sources', 'ADD a b /srv/', `/bin/sh -c #(nop) ADD multi:${hash} in /srv/ `],
    ['the JSON form', 'COPY ["a b", "/srv/"]', 'COPY a b /srv/ # buildkit'],
    ['a heredoc of COPY', 'COPY <<"A" b <<-B /srv/\nx\nA\ny\nB', 'COPY b <<A <<B /srv/ # buildkit'],
    ['an argument in a path', 'ARG V=1\nCOPY app-${V}.jar /$V', 'COPY app-1.jar /1 # buildkit'],
    ['an argument without a value', 'ARG V\nCOPY app-$V.jar /app.jar', 'COPY app-9.jar /app.jar # buildkit'],
    ['ENV in a path', 'ENV D=/srv\nCOPY a $D/a', `/bin/sh -c #(nop) COPY ${digest} in /srv/a `],
    ['a variable that buildah keeps', 'ENV D=/srv\nCOPY a $D/a', `/bin/sh -c #(nop) COPY ${digest} in $D/a `],
    ['a variable of the base image', 'COPY a $HOME/a', 'COPY a /root/a # buildkit'],
    ['WORKDIR', 'WORKDIR /srv', 'WORKDIR /srv'],
    ['WORKDIR below another', 'WORKDIR /srv\nWORKDIR app', 'WORKDIR /srv/app'],
    ['WORKDIR below an unknown one', 'WORKDIR app', 'WORKDIR /usr/src/app'],
    ['WORKDIR with a variable', 'ENV D=/srv\nWORKDIR $D/app/', 'WORKDIR /srv/app'],
  ])('%s', (_, dockerfile, entry) => {
    const all = `FROM a\n${dockerfile}\n`;
    const { lines } = match(all, base, entry);
    const last = lines.at(-1);
    expect([last?.kind, last?.entry]).toEqual(['same', 1]);
  });

  test.each<[string, string, string]>([
    ['another command', 'RUN make all', 'RUN /bin/sh -c make some # buildkit'],
    ['a longer command', 'RUN make', 'RUN /bin/sh -c make all # buildkit'],
    ['another user', 'COPY --chown=app a /b', 'COPY --chown=root a /b # buildkit'],
    ['a user that is gone', 'COPY a /b', 'COPY --chown=root a /b # buildkit'],
    ['another source', 'COPY a /b', 'COPY c /b # buildkit'],
    ['another place', 'COPY a /b', `/bin/sh -c #(nop) COPY ${digest} in /c `],
    ['one file where several are copied', 'COPY a b /b/', `/bin/sh -c #(nop) COPY ${digest} in /b/ `],
    ['ADD in place of COPY', 'COPY a /b', 'ADD a /b # buildkit'],
    ['another script', 'RUN <<EOF\nmake\nEOF', 'RUN /bin/sh -c make all\n # buildkit'],
    ['nothing but a variable', 'COPY $A $B', 'COPY a /b # buildkit'],
    ['another value of the argument', 'ARG V=1\nCOPY app-$V.jar /', 'COPY app-2.jar / # buildkit'],
    ['another kind', 'RUN make', 'COPY make / # buildkit'],
  ])('%s is not the same', (_, dockerfile, entry) => {
    const { lines } = match(
      `FROM a\n${dockerfile}\nRUN x\nRUN y\n`,
      base,
      entry,
      'RUN /bin/sh -c x',
      'RUN /bin/sh -c y',
    );
    const own = lines.find(({ keyword }) => keyword === dockerfile.split('\n').at(-1)?.split(' ')[0]);
    expect(own?.kind).not.toBe('same');
    expect(lines.filter(({ layer }) => layer === 1)).toEqual([]);
  });

  const settings = `FROM a
ENV A=1 B="two words"
LABEL x="y" z=1
EXPOSE 80 53/udp 90-91
USER app
VOLUME ["/a", "/b"]
HEALTHCHECK --interval=3s CMD curl -f http://x
STOPSIGNAL SIGTERM
RUN make
ENTRYPOINT ["a", "b c"]
CMD run it
`;
  test.each<[string, string[]]>([
    [
      'BuildKit',
      [
        '- ENV A=1 B=two words',
        '- LABEL x=y z=1',
        '- EXPOSE map[53/udp:{} 80/tcp:{} 90/tcp:{} 91/tcp:{}]',
        '- USER app',
        '- VOLUME [/a /b]',
        '- HEALTHCHECK &{["CMD-SHELL" "curl -f http://x"] "3s" "0s" "0s" "0s" \'\\x00\'}',
        '- STOPSIGNAL SIGTERM',
        'RUN /bin/sh -c make # buildkit',
        '- ENTRYPOINT ["a" "b c"]',
        '- CMD ["/bin/sh" "-c" "run it"]',
      ],
    ],
    [
      'the classic builder',
      [
        '- /bin/sh -c #(nop)  ENV A=1 B=two words',
        '- /bin/sh -c #(nop)  LABEL x=y z=1',
        '- /bin/sh -c #(nop)  EXPOSE 53/udp 80 90-91',
        '- /bin/sh -c #(nop)  USER app',
        '- /bin/sh -c #(nop)  VOLUME [/a /b]',
        '- /bin/sh -c #(nop)  HEALTHCHECK &{["CMD-SHELL" "curl -f http://x"] "3s" "0s" "0s" \'\\x00\'}',
        '- /bin/sh -c #(nop)  STOPSIGNAL SIGTERM',
        '/bin/sh -c make',
        '- /bin/sh -c #(nop)  ENTRYPOINT ["a" "b c"]',
        '- /bin/sh -c #(nop)  CMD ["/bin/sh" "-c" "run it"]',
      ],
    ],
    [
      'buildah',
      settings
        .split('\n')
        .slice(1, -1)
        .map((line) => (line.startsWith('RUN') ? `/bin/sh -c ${line.slice(4)}` : `- /bin/sh -c #(nop) ${line}`)),
    ],
  ])('settings of %s', (_, history) => {
    const found = match(settings, base, ...history);
    expect(found).toMatchObject({ verdict: 'built', score: 1, unexplained: [], baseEntries: 1 });
    expect(layersOf(settings, base, ...history)).toEqual([null, 9]);
  });

  test('kaniko notes those alone that made a layer', () => {
    const found = match(settings, base, 'RUN make');
    expect(found).toMatchObject({ verdict: 'built', score: 1 });
    expect(kindsOf(found).slice(6, 9)).toEqual(['8 unrecorded - -', '9 same 1 1', '10 unrecorded - -']);
  });
});

describe('what can be told apart, and what can’t', () => {
  test('two lines of the same text: the order tells', () => {
    expect(layersOf('FROM a\nRUN x\nRUN x\nRUN y\n', base, 'RUN x', 'RUN x', 'RUN y')).toEqual([null, 2, 3, 4]);
  });

  test('of two lines of the same text one is new: neither has a layer', () => {
    const found = match('FROM a\nRUN x\nRUN x\nRUN y\nCOPY a /b\n', base, 'RUN x', 'RUN y', 'COPY a /b');
    expect(
      kindsOf(found)
        .slice(0, 2)
        .every((line) => !line.includes('same')),
    ).toBe(true);
    expect(found.lines.slice(0, 2).every(({ layer }) => layer === null)).toBe(true);
    expect(kindsOf(found).slice(2)).toEqual(['4 same 2 2', '5 same 3 3']);
  });

  test('copies to one place whose sources are not told', () => {
    const copy = `/bin/sh -c #(nop) COPY dir:${hash} in / `;
    const text = 'FROM scratch\nCOPY a /\nCOPY b /\nRUN x\nRUN y\n';
    expect(layersOf(text, copy, copy, '/bin/sh -c x', '/bin/sh -c y')).toEqual([2, 3, 4, 5]);
    expect(layersOf(text, copy, '/bin/sh -c x', '/bin/sh -c y')).toEqual([null, 4, 5]);
    expect(match(text, copy, '/bin/sh -c x', '/bin/sh -c y').sentence).toContain('can’t be told');
  });

  test('a line that the base image has too stays without a layer where a CMD closes the base image', () => {
    const text = 'FROM a\nRUN apt-get update\nCOPY a /\nRUN make\nCMD ["x"]\n';
    const history = [base, 'RUN apt-get update', '- CMD ["sh"]', 'COPY a /', 'RUN make', '- CMD ["x"]'];
    expect(layersOf(text, ...history)).toEqual([null, null, 3, 4]);
  });

  test('buildah names the base image: nothing below has a line', () => {
    const text = 'FROM debian\nRUN apt-get update\nCOPY a /\nRUN make\n';
    const history = [
      base,
      '/bin/sh -c apt-get update ;; FROM 0123456789ab',
      `/bin/sh -c #(nop) COPY file:${hash} in /  ;; FROM docker.io/library/debian:latest`,
      '/bin/sh -c make ;; FROM 0123456789ab',
    ];
    expect(layersOf(text, ...history)).toEqual([null, null, 3, 4]);
    expect(match(text, ...history)).toMatchObject({ verdict: 'similar', baseEntries: null });
  });

  test('an edited line has its place and no layer', () => {
    const found = match('FROM a\nRUN one\nRUN make some\nRUN three\n', 'RUN one', 'RUN make all', 'RUN three');
    expect(kindsOf(found)).toEqual(['2 same 0 0', '3 edited 1 -', '4 same 2 2']);
    expect(found).toMatchObject({ verdict: 'similar', baseEntries: 0 });
    expect(found.sentence).toContain('line 3 says something else there');
  });
});

describe('around the Dockerfile’s own', () => {
  test('triggers of the base image lie below', () => {
    const history = [
      base,
      '- CMD ["node"]',
      'COPY package.json /app/',
      'RUN npm install',
      'COPY . /app',
      '- CMD ["x"]',
    ];
    const found = match('FROM node:onbuild\nCOPY . /app\nCMD ["x"]\n', ...history);
    expect(found).toMatchObject({ verdict: 'built', baseEntries: 4, unexplained: [] });
    expect(kindsOf(found)).toEqual(['2 same 4 3', '3 same 5 -']);
  });

  test('triggers of a stage are its ONBUILD lines', () => {
    const text = 'FROM a AS one\nRUN x\nONBUILD RUN y\nFROM one\nRUN z\n';
    expect(layersOf(text, base, 'RUN x', 'RUN y', 'RUN z')).toEqual([null, 2, 3, 5]);
    expect(layersOf(text, base, 'RUN x', 'RUN z')).toEqual([null, 2, 5]);
    expect(match(text, base, 'RUN x', 'RUN z').verdict).toBe('built');
  });

  test('docker commit adds a step that no line explains', () => {
    const text = 'FROM a\nRUN one\nCOPY a /b\n';
    const found = match(text, base, 'RUN one', 'COPY a /b', '/bin/bash');
    expect(found).toMatchObject({ verdict: 'similar', unexplained: [3] });
    expect(layersOf(text, base, 'RUN one', 'COPY a /b', '/bin/bash')).toEqual([null, 2, 3, null]);
  });

  const squashable = 'FROM a\nRUN one\nCOPY a /b\nCMD ["x"]\n';

  test.each<[string, string[]]>([
    ['docker build --squash', [base, '- RUN one', '- COPY a /b', '- CMD ["x"]', ' ;; merge sha256:1 to sha256:2']],
    ['buildah without layers', [base, '- /bin/sh -c one', '- COPY a /b', '/bin/sh -c #(nop) CMD ["x"]']],
  ])('%s: no line has a layer of its own', (_, history) => {
    const found = match(squashable, ...history);
    expect(found).toMatchObject({ verdict: 'built', unexplained: [] });
    expect(found.sentence).toContain('squashed');
    expect(found.lines.map(({ kind, layer }) => [kind, layer])).toEqual([
      ['same', null],
      ['same', null],
      ['same', null],
    ]);
  });

  test('a squashed layer is no COPY’s that comes last', () => {
    expect(layersOf('FROM a\nRUN one\nCOPY a /b\n', base, '- RUN one', 'COPY a /b')).toEqual([null, null]);
  });

  test('layers of every instruction, as docker up to 1.9 made them', () => {
    expect(layersOf('FROM a\nENV A=1\nRUN x\n', base, '/bin/sh -c #(nop) ENV A=1', '/bin/sh -c x')).toEqual([
      null,
      2,
      3,
    ]);
  });

  test('where history and layers do not go together no line has a layer', () => {
    const history = historyOf(base, 'RUN one', 'COPY a /b');
    const found = matchDockerfile(parseDockerfile('FROM a\nRUN one\nCOPY a /b\n'), history, 5);
    expect(found).toMatchObject({ verdict: 'built' });
    expect(found.sentence).toContain('more or fewer layers');
    expect(found.lines.map(({ layer }) => layer)).toEqual([null, null]);
    const longer = matchDockerfile(parseDockerfile('FROM a\nRUN one\nCOPY a /b\n'), history, 2);
    expect(longer.sentence).toContain('more or fewer layers');
    expect(longer.lines.map(({ layer }) => layer)).toEqual([null, null]);
  });
});

describe('verdicts', () => {
  test.each<[string, string, string[], string]>([
    ['no entries', 'FROM a\nRUN x\n', [], 'no history'],
    ['an import', 'FROM a\nRUN x\n', [' ;; Imported from -'], 'no history'],
    ['nothing behind FROM', 'FROM a\n', [base], 'no history'],
    ['no stage', '# x\n', [base], 'no history'],
    ['another image', 'FROM a\nRUN x\nCOPY a b\n', [base, 'RUN y', 'RUN z', '- CMD ["a"]'], 'other'],
    ['jib', 'FROM a\nRUN x\n', ['bazel build ...', 'jib-maven-plugin:3.4.0'], 'other'],
    ['scratch, and layers below', 'FROM scratch\nRUN x\n', [base, 'RUN a', 'RUN b', 'RUN x'], 'other'],
    ['a setting alone in common', 'FROM a\nRUN x\nCMD ["sh"]\n', [base, 'RUN y', '- CMD ["sh"]'], 'other'],
    ['all', 'FROM a\nRUN x\nCMD ["sh"]\n', [base, 'RUN x', '- CMD ["sh"]'], 'built'],
  ])('%s', (_, dockerfile, history, verdict) => {
    const found = match(dockerfile, ...history);
    expect(found.verdict).toBe(verdict);
    expect(found.sentence).toMatch(/^(?:This|Nothing) .+\.$/);
    if (verdict === 'built') return;
    expect(found.lines.every(({ entry, layer }) => entry === null && layer === null)).toBe(true);
    expect(found).toMatchObject({ unexplained: [], baseEntries: null });
  });

  test('another Dockerfile: the line without a layer is named', () => {
    const found = match('FROM a\nENV A=1\nRUN x\nCOPY a b\n', base, 'RUN y', 'RUN z', '- CMD ["a"]');
    expect(found.sentence).toBe(
      'This Dockerfile did not build this image: line 3 (RUN) has no layer. Drop the one that did, or build the image anew.',
    );
  });

  test('many lines are named as far as they can be read', () => {
    const text = `FROM a\n${Array.from({ length: 9 }, (_, index) => `ENV A${index}=1\n`).join('')}RUN x\nRUN y\nRUN z\nRUN w\n`;
    const found = match(text, base, 'RUN x', 'RUN y', 'RUN z', 'RUN w');
    expect(found.verdict).toBe('built');
    const noted = match(text, base, '- ENV B=2', 'RUN x', 'RUN y', 'RUN z', 'RUN w');
    expect(noted.sentence).toMatch(/lines 2, 3, 4, 5, 6 and [34] more are not in it/);
  });
});
