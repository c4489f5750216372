import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shellTextOf } from '../../src/dockerfile/shell-text.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import type { Dockerfile, Instruction } from '../../src/dockerfile/model.ts';
import { baseFromHistory, baseFromUser, type BaseBoundary } from '../../src/history/base-boundary.ts';
import { layerLines } from '../../src/history/layer-lines.ts';
import { matchRebuilt } from '../../src/history/match-rebuilt.ts';
import type { Reconstructed } from '../../src/history/rebuilt-lines.ts';
import { reconstructDockerfile, type ReconstructOptions } from '../../src/history/reconstruct-dockerfile.ts';
import type { HistoryEntry, ImageConfig } from '../../src/image/model.ts';
import { historyOf, imageWith } from './support.ts';

const scratch: BaseBoundary = { layers: 0, from: 'history', estimate: false, reason: 'It is scratch.', name: null };
const hash = '0123456789abcdef'.repeat(4);
const buildkit = 'buildkit.dockerfile.v0';

interface Given extends ReconstructOptions {
  readonly history: readonly string[];
  readonly comment?: string;
  readonly config?: Partial<ImageConfig>;
  readonly base?: BaseBoundary;
  readonly layers?: number;
}

/** The rebuilt text without its head: what follows the first FROM. */
function rebuilt({ history, comment, config, base = scratch, layers, ...options }: Given): string {
  const { text } = reconstructDockerfile(imageWith(historyOf(history, comment), config, layers), base, options);
  expect(parseDockerfile(text).problems).toEqual([]);
  return text.slice(text.indexOf('FROM scratch\n') + 'FROM scratch\n'.length);
}

const linesOf = (made: Reconstructed, layerCount: number): (number | null)[] =>
  layerLines(matchRebuilt(parseDockerfile(made.text), made), layerCount);

const nop = (text: string): string => `- /bin/sh -c #(nop)  ${text}`;

describe('one entry', () => {
  test.each<[string, string, string]>([
    // docker's classic builder, and buildah
    ['a command', '/bin/sh -c make all', 'RUN make all\n'],
    ['a chain goes over lines', '/bin/sh -c a && b   && c', 'RUN a \\\n    && b \\\n    && c\n'],
    [
      'commands one after another, too, where they are many',
      '/bin/sh -c set -eux;  apt-get update;   apt-get install -y --no-install-recommends ca-certificates curl;  true',
      'RUN set -eux; \\\n    apt-get update; \\\n    apt-get install -y --no-install-recommends ca-certificates curl; \\\n    true\n',
    ],
    ['&& in quotes is text', `/bin/sh -c echo 'a && b' && c "d && e"`, `RUN echo 'a && b' \\\n    && c "d && e"\n`],
    [
      '&& deeper in stays',
      '/bin/sh -c (a && b) && if c && d; then e; fi',
      'RUN (a && b) \\\n    && if c && d; then e; fi\n',
    ],
    ['a script of several lines', 'RUN /bin/sh -c set -e\nmake\n # buildkit', 'RUN <<EOF\nset -e\nmake\nEOF\n'],
    [
      'with a line like the end',
      'RUN /bin/sh -c a\nEOF\nEOF2\nUSER root # buildkit',
      'RUN <<EOF3\na\nEOF\nEOF2\nUSER root\nEOF3\n',
    ],
    ['a here-document of the shell', '/bin/sh -c cat <<X >/a\nb\nX', 'RUN <<EOF\ncat <<X >/a\nb\nX\nEOF\n'],
    ['a shift is no here-document', '/bin/sh -c echo $((1 << 3))', 'RUN <<EOF\necho $((1 << 3))\nEOF\n'],
    ['an escape at the end takes no next line', '/bin/sh -c echo \\', 'RUN <<EOF\necho \\\nEOF\n'],
    ['what looks like a flag', '/bin/sh -c --mount=x y', 'RUN <<EOF\n--mount=x y\nEOF\n'],
    ['what looks like the exec form', '/bin/sh -c ["a"]', 'RUN <<EOF\n["a"]\nEOF\n'],
    ['the exec form of BuildKit', 'RUN /app/setup --now # buildkit', 'RUN ["/app/setup", "--now"]\n'],
    ['in another shell', '/bin/bash -c make', 'RUN ["/bin/bash", "-c", "make"]\n'],
    ['kaniko', 'RUN apk add curl', 'RUN apk add curl\n'],
    ['a copied file', `/bin/sh -c #(nop) COPY file:${hash} in /srv/app.jar `, `COPY app.jar /srv/app.jar\n`],
    ['a copied folder', `/bin/sh -c #(nop) COPY dir:${hash} in /srv/lib `, `COPY lib /srv/lib\n`],
    ['into the working directory', `/bin/sh -c #(nop) COPY dir:${hash} in . `, `COPY . .\n`],
    ['several', `/bin/sh -c #(nop) COPY multi:${hash} in /srv `, `COPY . /srv/\n`],
    ['an archive', `/bin/sh -c #(nop) ADD file:${hash} in / `, `ADD rootfs.tar /\n`],
    ['flags', `/bin/sh -c #(nop) COPY --chown=a:b file:${hash} in /x `, `COPY --chown=a:b x /x\n`],
    [
      'a copy of BuildKit',
      'COPY --chown=1000:1000 --link a b /srv/ # buildkit',
      'COPY --chown=1000:1000 --link a b /srv/\n',
    ],
    ['odd names', `COPY a$b 'c' /srv/ # buildkit`, `COPY ["a\\\\$b", "\\\\'c\\\\'", "/srv/"]\n`],
    [
      'a written file',
      'COPY <<EOF /etc/motd # buildkit',
      '# What it wrote is not in the history.\nCOPY <<EOF /etc/motd\nEOF\n',
    ],
    [
      'an address',
      'ADD https://example.com/a.tgz?b=c /srv/ # buildkit',
      'ADD ["https://example.com/a.tgz?b=c", "/srv/"]\n',
    ],
    ['a list as Go quotes it', nop('CMD ["node" "app.js"]'), 'CMD ["node", "app.js"]\n'],
    ['as JSON', nop('CMD ["node", "app.js"]'), 'CMD ["node", "app.js"]\n'],
    ['of older versions', nop('ENTRYPOINT &{["/a" "b\\x01\\"c"]}'), 'ENTRYPOINT ["/a", "b\\u0001\\"c"]\n'],
    ['shell form', nop('CMD npm start'), 'CMD npm start\n'],
    ['a list that is none', nop('CMD ["a" b]'), 'CMD ["/bin/sh", "-c", "[\\"a\\" b]"]\n'],
    ['an empty command', nop('CMD []'), 'CMD []\n'],
    ['a port', nop('EXPOSE 3000'), 'EXPOSE 3000\n'],
    ['ports as Go prints a map', '- EXPOSE map[443/tcp:{} 80/udp:{}]', 'EXPOSE 443/tcp 80/udp\n'],
    ['volumes', nop('VOLUME [/data /var/lib/x]'), 'VOLUME /data /var/lib/x\n'],
    ['a shell', '- SHELL [/bin/bash -o pipefail -c]', 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]\n'],
    [
      'a health check as Go prints it',
      nop(`HEALTHCHECK &{["CMD-SHELL" "curl -f http://localhost || exit 1"] "30s" "3s" "0s" "0s" '\\x03'}`),
      'HEALTHCHECK --interval=30s --timeout=3s --retries=3 CMD curl -f http://localhost || exit 1\n',
    ],
    [
      'one of words',
      nop(`HEALTHCHECK &{["CMD" "/a" "b c"] "1m30s" "0s" "5s" '\\x00'}`),
      'HEALTHCHECK --interval=1m30s --start-period=5s CMD ["/a", "b c"]\n',
    ],
    ['none', nop(`HEALTHCHECK &{["NONE"] "0s" "0s" "0s" '\\x00'}`), 'HEALTHCHECK NONE\n'],
    [
      'one as it was written',
      nop('HEALTHCHECK --interval=5s CMD curl localhost'),
      'HEALTHCHECK --interval=5s CMD curl localhost\n',
    ],
    ['a trigger', '- ONBUILD COPY . /app', 'ONBUILD COPY . /app\n'],
    ['a signal', nop('STOPSIGNAL SIGQUIT'), 'STOPSIGNAL SIGQUIT\n'],
    ['a maintainer', nop('MAINTAINER me <me@example.com>'), 'MAINTAINER me <me@example.com>\n'],
    ['a directory with a blank', nop('WORKDIR /a b'), 'WORKDIR "/a b"\n'],
    ['a variable that is replaced already', '- USER a$b # buildkit', 'USER "a\\$b"\n'],
    ['one that is not', nop('USER $APP'), 'USER "$APP"\n'],
    // Others
    ['jib', 'jib-maven-plugin:3.4.0', '# In the history: jib-maven-plugin:3.4.0\nADD layer-0.tar /\n'],
    [
      'debuerreotype',
      `# debian.sh --arch 'amd64' out/ 'bookworm'`,
      `# In the history: # debian.sh --arch 'amd64' out/ 'bookworm'\nADD layer-0.tar /\n`,
    ],
    ['nothing', '', '# The history does not say what was done here.\nADD layer-0.tar /\n'],
    ['a note without a layer', '- pause', '# In the history: pause\n'],
    ['PowerShell', '- powershell -Command #(nop)  CMD ["a.exe"]', 'CMD ["a.exe"]\n'],
    ['a command that says nop', `/bin/sh -c echo '#(nop) USER root'`, `RUN echo '#(nop) USER root'\n`],
    ['an instruction that is none', nop('FROM debian'), '# In the history: /bin/sh -c #(nop)  FROM debian\n'],
  ])('%s', (_, entry, expected) => {
    expect(rebuilt({ history: [entry] })).toBe(expected);
  });

  test.each<[string, string, Partial<ImageConfig>, string]>([
    ['as it was written', 'ENV A="b c" D=e', { env: ['A=b c', 'D=e'] }, 'ENV A="b c" D=e\n'],
    ['without the quotes that it had', 'ENV A=b c D=e', { env: ['A=b c', 'D=e'] }, 'ENV A="b c" D=e\n'],
    ['with one that ends nothing', `ENV A=it's "b`, { env: [`A=it's "b`] }, `ENV A="it's \\"b"\n`],
    ['set again later', 'ENV A=b c D=e', { env: ['D=e'] }, 'ENV A="b c" D=e\n'],
    ['the older form', 'ENV A b c', { env: ['A=b c'] }, 'ENV A="b c"\n'],
    ['a variable that is none', 'ENV A=$B', { env: ['A=$B'] }, 'ENV A="\\$B"\n'],
    ['a variable', 'ENV A=$B', { env: ['A=c'] }, 'ENV A="$B"\n'],
    ['a backslash', 'ENV A=C:\\x', { env: ['A=C:\\x'] }, 'ENV A="C:\\\\x"\n'],
    [
      'a line end',
      'ENV A=b\nUSER=c',
      { env: ['A=b\nUSER=c'] },
      '# The line ends in it are blanks here: a Dockerfile cannot hold them.\nENV A="b USER=c"\n',
    ],
    ['labels', 'LABEL a.b="c d" "e f"=g', { labels: { 'a.b': 'c d', 'e f': 'g' } }, 'LABEL a.b="c d" "e f"=g\n'],
    ['an argument', 'ARG A', {}, 'ARG A\n'],
    ['with a value', 'ARG A=b', {}, 'ARG A=b\n'],
    ['whose value is a shortened secret', 'ARG A=npm_…22', {}, 'ARG A\n'],
  ])('pairs: %s', (_, entry, config, expected) => {
    expect(rebuilt({ history: [nop(entry)], config })).toBe(expected);
  });
});

describe('build arguments', () => {
  test('are declared once, before the first command that has them', () => {
    const history = ['|1 V=1 /bin/sh -c a', '|2 V=1 W=two words /bin/sh -c b'];
    expect(rebuilt({ history })).toBe('ARG V=1\nRUN a\nARG W="two words"\nRUN b\n');
  });

  test('that ARG declared are not declared again', () => {
    expect(rebuilt({ history: [nop('ARG V'), '|1 V=1 /bin/sh -c a'] })).toBe('ARG V\nRUN a\n');
  });

  test('as BuildKit has them', () => {
    const history = ['RUN |2 V=1 W=a=b /bin/sh -c make V=2 # buildkit', 'RUN |0 /bin/sh -c make # buildkit'];
    expect(rebuilt({ history })).toBe('ARG V=1\nARG W=a=b\nRUN make V=2\nRUN make\n');
  });

  test('shortened secrets are no values', () => {
    expect(rebuilt({ history: ['|1 TOKEN=npm_…22 /bin/sh -c a'] })).toBe('ARG TOKEN\nRUN a\n');
  });
});

test('SHELL holds for what follows', () => {
  const history = ['- SHELL [/bin/bash -c]', 'RUN /bin/bash -c a # buildkit', 'RUN /bin/ash -c b # buildkit'];
  expect(rebuilt({ history })).toBe('SHELL ["/bin/bash", "-c"]\nRUN a\nRUN ["/bin/ash", "-c", "b"]\n');
});

test('a source is called by what its layer holds', () => {
  const copies = (keyword: string, target: string, onlyFile: string | null): string =>
    rebuilt({ history: [`/bin/sh -c #(nop) ${keyword} file:${hash} in ${target} `], onlyFiles: [onlyFile] }).trimEnd();
  expect(copies('COPY', '/usr/bin/', '/usr/bin/tool')).toBe('COPY tool /usr/bin/');
  expect(copies('COPY', '.', '/package.json')).toBe('COPY package.json .');
  expect(copies('ADD', '/', '/tool')).toBe('ADD tool /');
  expect(copies('ADD', '/opt/tool', '/opt/tool')).toBe('ADD tool /opt/tool');
  expect(copies('ADD', '/', '/etc/ssl/cert.pem')).toBe('ADD rootfs.tar /');
  expect(copies('ADD', '/opt/jdk', null)).toBe('ADD jdk.tar /opt/jdk');
});

describe('the base image', () => {
  const history = [
    '/bin/sh -c #(nop) ADD file:1 in / ',
    nop('CMD ["bash"]'),
    '/bin/sh -c groupadd app',
    nop('ENTRYPOINT ["/app"]'),
  ];
  const rebuild = (base: BaseBoundary, config: Partial<ImageConfig> = {}): { text: string; lines: unknown[] } => {
    const { text, lines } = reconstructDockerfile(imageWith(historyOf(history), config), base);
    expect(parseDockerfile(text).problems).toEqual([]);
    return { text, lines: lines.map(({ line, history, layer }) => [line, history, layer]) };
  };
  const head = `# Rebuilt from the history of docker.io/library/web:1.4 by Plimsoll.
# What the build copied in, build stages and comments are not in a history.
# A source that it names by a hash alone is called here by what came of it.

`;

  test('by its name', () => {
    const { text, lines } = rebuild({ ...scratch, layers: 1, name: 'debian:12' });
    expect(text).toBe(`${head}# ── base image: layer 0 ──
FROM debian:12

# ── this image: layer 1 ──
RUN groupadd app
ENTRYPOINT ["/app"]
`);
    expect(lines).toEqual([[9, 2, 1], [10, 3, null]]); // prettier-ignore
  });

  test('by its instructions, as a stage of its own', () => {
    const { text, lines } = rebuild(baseFromHistory(historyOf(history), 2));
    expect(text).toBe(`${head}# ── base image: layer 0 ──
# Nothing names it. Where it ends is an estimate: CMD stands there, which mostly closes a Dockerfile, and more follows.
FROM scratch AS base
ADD rootfs.tar /
CMD ["bash"]

# ── this image: layer 1 ──
FROM base
RUN groupadd app
ENTRYPOINT ["/app"]
`);
    expect(lines).toEqual([[8, 0, 0], [9, 1, null], [13, 2, 1], [14, 3, null]]); // prettier-ignore
  });

  test('not known', () => {
    const none = baseFromHistory([], 0);
    expect(rebuild(none).text).toContain(`# ── base image: not known ──\n# ${none.reason}\nFROM scratch\n`);
  });

  test('a name that is none', () => {
    for (const name of ['$BASE', 'a b', 'a\nRUN evil', '--platform=x', 'A'.repeat(2000)]) {
      expect(rebuild({ ...scratch, layers: 1, name }).text).toContain('FROM scratch AS base\n');
    }
  });

  test('all of the image', () => {
    const { text } = rebuild(baseFromUser(2));
    expect(text).toContain('# ── this image: no layers ──\nFROM base\nENTRYPOINT ["/app"]\n');
  });

  test('its CMD went with the ENTRYPOINT of this one', () => {
    const { text } = rebuild({ ...scratch, layers: 1, name: 'debian:12' }, { entrypoint: ['/app'], cmd: ['bash'] });
    expect(text).toContain(
      'ENTRYPOINT ["/app"]\n\n# ── from the configuration: the history does not tell ──\nCMD ["bash"]\n',
    );
  });
});

describe('the configuration completes a history', () => {
  const full: Partial<ImageConfig> = {
    user: 'app',
    workingDir: '/srv app',
    env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'A=b "c"', 'D=$e\nf', '=x'],
    entrypoint: ['/app', '--now'],
    cmd: ['serve'],
    shell: ['/bin/bash', '-c'],
    exposedPorts: ['80/tcp', 'nonsense\nUSER root'],
    volumes: ['/data', '/with blank'],
    labels: { 'io.buildah.version': '1.2', 'a b': 'c', d: '' },
    healthcheck: ['CMD-SHELL', 'curl localhost'],
    stopSignal: 'SIGINT',
    onBuild: ['RUN make', 'FROM x'],
  };

  test('that is not there', () => {
    expect(rebuilt({ history: [], config: full, layers: 2 })).toBe(`# What made layers 0–1 is not in the history.
ADD layer-0.tar /
ADD layer-1.tar /

# ── from the configuration: the history does not tell ──
LABEL "a b"=c
LABEL d=""
ENV A="b \\"c\\""
# Its line ends are blanks here: a Dockerfile cannot hold them.
ENV D="\\$e f"
WORKDIR "/srv app"
EXPOSE 80/tcp
VOLUME /data
VOLUME ["/with blank"]
USER app
STOPSIGNAL SIGINT
# Its times and retries are the builder’s usual ones here.
HEALTHCHECK CMD curl localhost
ENTRYPOINT ["/app", "--now"]
CMD ["serve"]
ONBUILD RUN make
`);
  });

  test('not where the history says the same', () => {
    const history = [
      nop('USER app'), nop('WORKDIR /srv'), nop('WORKDIR app'), nop('ENV A=1'), nop('EXPOSE 80'), nop('VOLUME [/d]'),
      nop('LABEL l=m'), nop('STOPSIGNAL 9'), nop('ENTRYPOINT ["/a"]'), nop('CMD b'), nop('ONBUILD RUN make'),
      nop(`HEALTHCHECK &{["CMD" "a"] "1s" "1s" "0s" '\\x00'}`),
    ]; // prettier-ignore
    const config: Partial<ImageConfig> = {
      user: 'app',
      workingDir: '/srv/app',
      env: ['A=1'],
      exposedPorts: ['80/tcp'],
      volumes: ['/d'],
      labels: { l: 'm' },
      stopSignal: '9',
      entrypoint: ['/a'],
      cmd: ['/bin/sh', '-c', 'b'],
      onBuild: ['RUN make'],
      healthcheck: ['CMD', 'a'],
    };
    expect(rebuilt({ history, config })).not.toContain('from the configuration');
  });

  test('where it says another thing', () => {
    const text = rebuilt({ history: [nop('USER a'), nop('ENV A=1')], config: { user: 'b', env: ['A=2'] } });
    expect(text).toContain('the history does not tell ──\nENV A=2\nUSER b\n');
  });

  test('layers beyond it', () => {
    expect(rebuilt({ history: ['RUN a'], layers: 3 })).toBe(
      'RUN a\n# What made layers 1–2 is not in the history.\nADD layer-1.tar /\nADD layer-2.tar /\n',
    );
  });
});

test('that secrets are shortened is said', () => {
  const image = imageWith(historyOf(['- ENV TOKEN=ghp_…12']));
  const said = '# Secrets are shortened, so a value with … in it is not the whole one.\n';
  expect(reconstructDockerfile(image, scratch, { isShortened: true }).text).toContain(said);
  expect(reconstructDockerfile(image, scratch).text).not.toContain(said);
});

test('layers by their lines', () => {
  const image = imageWith(historyOf(['RUN a', '- USER b', '|1 V=1 /bin/sh -c c']), {}, 4);
  const made = reconstructDockerfile(image, scratch);
  const byLayer = linesOf(made, 4);
  const read = made.text.split('\n');
  expect(byLayer.map((line) => read[(line ?? 0) - 1])).toEqual([
    'RUN a',
    'RUN c',
    'ADD layer-2.tar /',
    'ADD layer-3.tar /',
  ]);
  expect(linesOf(made, 1)).toHaveLength(1);
});

describe('limits', () => {
  test('10,000 entries are written, more are counted', () => {
    const entries = Array.from({ length: 10_250 }, (_, index) =>
      index % 2 === 0 ? `RUN a && ${index}` : `/bin/sh -c #(nop) COPY file:${hash} in /${index} `,
    );
    const image = imageWith(historyOf(entries));
    const made = reconstructDockerfile(image, scratch);
    const { text, lines } = made;
    expect(lines).toHaveLength(10_000);
    expect(linesOf(made, 10_250).filter((line) => line === null)).toHaveLength(250);
    expect(text).toContain('# 250 entries of the history are left out here: a Dockerfile may not be so large.\n');
    expect(parseDockerfile(text).problems).toEqual([]);
  });

  test('what is too large is left out, what follows is not', () => {
    const history = historyOf([`RUN echo ${'x'.repeat(950_000)}`, 'RUN make', `RUN a\n${'b\n'.repeat(19_000)}`]);
    const { text, lines } = reconstructDockerfile(imageWith(history), scratch);
    expect(text).toContain('FROM scratch\nRUN make\n# 2 entries of the history are left out here');
    expect(lines).toEqual([{ line: 6, history: 1, layer: 1 }]);
    expect(parseDockerfile(text).problems).toEqual([]);
  });

  test('so is what of the configuration is too large', () => {
    const env = [`A=${'x'.repeat(995_000)}`, 'B=1', ...Array.from({ length: 25_000 }, (_, index) => `C${index}=1`)];
    const { text } = reconstructDockerfile(imageWith([], { env, cmd: ['a'] }), scratch);
    expect(text.length).toBeLessThan(1_000_000);
    expect(text).toContain('ENV B=1\n');
    expect(text).toMatch(/# [\d,]+ more are left out for their size\.\n$/);
    expect(parseDockerfile(text).problems).toEqual([]);
  });
});

// What no image may bring about, whatever its texts are.
const anyText = fc.oneof(
  { weight: 3, arbitrary: fc.string({ maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  {
    weight: 3,
    arbitrary: fc
      .array(
        fc.constantFrom('\n', '\r', '\\', '"', "'", '$', '${', '}', '<<EOF', '<<', 'EOF', '#', ' ', '\t', '&&', ';', '=', '[', ']',
          'RUN x', 'USER root', '--from=a', '`', '\0', '\u2028', 'a', '|1 A=b', '/bin/sh -c', '#(nop)', '# buildkit', '/x', '(', ')'),
        { maxLength: 14 },
      )
      .map((parts) => parts.join('')),
  },
); // prettier-ignore
const keywords = ['ADD', 'ARG', 'CMD', 'COPY', 'ENTRYPOINT', 'ENV', 'EXPOSE', 'HEALTHCHECK', 'LABEL', 'MAINTAINER',
  'ONBUILD', 'RUN', 'SHELL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR'] as const; // prettier-ignore
const anyCreatedBy = fc.oneof(
  anyText,
  fc.tuple(fc.constantFrom(...keywords), anyText).map(([keyword, text]) => `${keyword} ${text} # buildkit`),
  fc.tuple(fc.constantFrom(...keywords), anyText).map(([keyword, text]) => `/bin/sh -c #(nop) ${keyword} ${text}`),
  anyText.map((text) => `/bin/sh -c ${text}`),
  anyText.map((text) => `|2 A=${text} B=c /bin/sh -c make`),
);
const anyEntry = fc.record({
  createdBy: anyCreatedBy,
  created: fc.constant(null),
  comment: fc.oneof(fc.constantFrom('', buildkit, 'FROM debian'), anyText),
  emptyLayer: fc.boolean(),
});
const anyHistory = fc.array(anyEntry, { maxLength: 8 }).map((entries): HistoryEntry[] => {
  let layer = 0;
  return entries.map((entry) => ({ ...entry, layer: entry.emptyLayer ? null : layer++ }));
});
const anyTexts = fc.array(anyText, { maxLength: 3 });
const anyConfig: fc.Arbitrary<ImageConfig> = fc.record({
  user: anyText,
  workingDir: anyText,
  env: anyTexts.map((texts) => texts.map((text, index) => (index === 0 ? text : `N${index}=${text}`))),
  entrypoint: anyTexts,
  cmd: anyTexts,
  shell: anyTexts,
  exposedPorts: anyTexts,
  volumes: anyTexts,
  labels: fc.dictionary(anyText, anyText, { maxKeys: 3 }),
  healthcheck: fc.option(fc.tuple(fc.constantFrom('CMD', 'CMD-SHELL', 'NONE', 'x'), anyText), { nil: null }),
  stopSignal: anyText,
  onBuild: anyTexts,
});
const anyBase: fc.Arbitrary<BaseBoundary> = fc.record({
  layers: fc.nat(4),
  from: fc.constantFrom('history', 'user', 'none'),
  estimate: fc.boolean(),
  reason: anyText,
  name: fc.option(anyText, { nil: null }),
});

function instructionsAt(dockerfile: Dockerfile): Map<number, Instruction> {
  return new Map(dockerfile.instructions.map((instruction) => [instruction.line, instruction]));
}

/** The keyword that an entry is about, where its form leaves no doubt. */
const toldKeyword = (createdBy: string): string | undefined =>
  /^(?:\/bin\/sh -c #\(nop\)\s+)?([A-Z]{3,11})\s/.exec(createdBy.trim())?.[1];

test('any history parses, line by line as it was told', () => {
  fc.assert(
    fc.property(anyHistory, anyBase, anyText, (history, base, reference) => {
      const image = { ...imageWith(history), reference };
      const { text, lines } = reconstructDockerfile(image, base);
      const dockerfile = parseDockerfile(text);
      expect(dockerfile.problems).toEqual([]);
      const at = instructionsAt(dockerfile);
      for (const { line, history: number } of lines) {
        const told = number === null ? undefined : toldKeyword(history[number]!.createdBy);
        const keyword = at.get(line)?.keyword;
        expect(keyword).toBeDefined();
        if (told && (keywords as readonly string[]).includes(told)) expect([told, 'ARG', 'ADD']).toContain(keyword);
      }
      // Nothing got out of its instruction: there is a line for each, and FROM.
      expect(dockerfile.instructions.length - dockerfile.stages.length).toBe(lines.length);
    }),
    { numRuns: 600 },
  );
});

// eslint-disable-next-line no-control-regex
const control = /[\0-\x08\x0b-\x1f\x7f]/g;

test('any command stays what the shell gets', () => {
  const collapse = (text: string): string => text.replaceAll(/[\s;]+/g, ' ').trim();
  fc.assert(
    fc.property(anyText, (command) => {
      fc.pre(command.trim() !== '' && !/# buildkit\s*$|#\(nop\)|^\s*\|\d/.test(command));
      const { text } = reconstructDockerfile(imageWith(historyOf([`/bin/sh -c ${command}`])), scratch);
      const dockerfile = parseDockerfile(text);
      const [, run, ...more] = dockerfile.instructions;
      expect([run?.keyword, more.length]).toEqual(['RUN', 0]);
      const clean = command.trim().replaceAll('\r\n', '\n').replaceAll(control, '\ufffd');
      expect(collapse(shellTextOf(dockerfile, run!).text)).toBe(collapse(clean));
    }),
    { numRuns: 600 },
  );
});

test('any configuration parses', () => {
  fc.assert(
    fc.property(anyConfig, fc.nat(2), (config, layers) => {
      const { text } = reconstructDockerfile(imageWith([], config, layers), scratch);
      const dockerfile = parseDockerfile(text);
      expect(dockerfile.problems).toEqual([]);
      const cmd = dockerfile.instructions.find(({ keyword }) => keyword === 'CMD');
      if (config.cmd.length > 0) expect(cmd?.json?.map(({ value }) => value)).toEqual(config.cmd);
      const user = dockerfile.instructions.find(({ keyword }) => keyword === 'USER');
      if (/^\w+$/.test(config.user)) expect(user?.words[0]?.value).toBe(config.user);
    }),
    { numRuns: 400 },
  );
});
