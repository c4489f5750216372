import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../../src/dockerfile/parse.ts';
import { matchImage } from '../../../src/history/match-image.ts';
import { ImageEvidence } from '../../../src/optimize/evidence.ts';
import { reviewDockerfile } from '../../../src/optimize/review-dockerfile.ts';
import type { Change } from '../../../src/optimize/review.ts';
import type { Leak } from '../../../src/secrets/leak.ts';
import { buildImage } from '../../support/build-image.ts';
import { inFile, inVariable } from '../../support/leaks.ts';
import { faultsOfResult, leakedVariables } from '../cases.ts';

const lines = (...text: string[]): string => `${text.join('\n')}\n`;

interface Reviewed {
  readonly text: string;
  readonly changes: readonly Change[];
  readonly dockerignore: string | null;
}

/** What one rewrite makes of a Dockerfile, by an image in which secrets were found. */
function review(only: string, text: string, layers: string, leaks: readonly Leak[]): Reviewed {
  const { image, rootfs } = buildImage(layers);
  const beside = { history: image.history, layerCount: image.layers.length };
  expect(ImageEvidence.of(matchImage(parseDockerfile(text), beside), image, rootfs)).not.toBeNull();
  const dropped = { image, rootfs: rootfs.columns, leaks };
  const input = { fileName: 'Dockerfile', text, dockerignore: null, image: dropped, off: [] };
  const all = reviewDockerfile(input).proposal?.changes.map(({ id }) => id) ?? [];
  const off = all.filter((id) => !id.startsWith(only));
  const { proposal, dockerignore } = reviewDockerfile({ ...input, off });
  const result = proposal?.text ?? text;
  expect(faultsOfResult(text, result, leakedVariables(input))).toEqual([]);
  return { text: result, changes: proposal?.changes.filter(({ on }) => on) ?? [], dockerignore };
}

/** The image that a Dockerfile's last stages make: each RUN, COPY and WORKDIR a layer. */
const builtFrom = (text: string): string =>
  text
    .split('\n')
    .filter((line) => /^(?:RUN|COPY|WORKDIR|ENV|CMD|ARG) /.test(line))
    .map((line) => (/^(?:ENV|CMD|ARG)/.test(line) ? `empty  ${line}` : `layer  ${line} # buildkit\n  x  1`))
    .join('\n');

const env = (text: string, ...names: string[]): Reviewed =>
  review(
    'secret-env',
    text,
    builtFrom(text),
    names.map((name) => inVariable('env', name)),
  );

describe('a variable whose value is a secret', () => {
  it.each([
    [
      'alone',
      lines('FROM debian:12', 'ENV CI_ACCESS=made-up', 'RUN make', 'CMD ["app"]'),
      lines('FROM debian:12', 'RUN make', 'CMD ["app"]'),
    ],
    [
      'in the old form',
      lines('FROM debian:12', 'ENV CI_ACCESS made up', 'RUN make'),
      lines('FROM debian:12', 'RUN make'),
    ],
    [
      'first of several',
      lines('FROM debian:12', 'ENV CI_ACCESS="made up" \\', '    A=1 \\', '    B=2', 'RUN make'),
      lines('FROM debian:12', 'ENV A=1 \\', '    B=2', 'RUN make'),
    ],
    [
      'between others',
      lines('FROM debian:12', 'ENV A=1 \\', '    CI_ACCESS=made-up \\', '    B=2', 'RUN make'),
      lines('FROM debian:12', 'ENV A=1 \\', '    B=2', 'RUN make'),
    ],
    [
      'last of several',
      lines('FROM debian:12', 'ENV A=1 CI_ACCESS=made-up', 'RUN make'),
      lines('FROM debian:12', 'ENV A=1', 'RUN make'),
    ],
    [
      'read by the program alone',
      lines('FROM debian:12', 'ENV CI_ACCESS=made-up', 'RUN make', 'CMD app --token "$CI_ACCESS"'),
      lines('FROM debian:12', 'RUN make', 'CMD app --token "$CI_ACCESS"'),
    ],
    [
      'read by a RUN',
      lines('FROM debian:12', 'ENV CI_ACCESS=made-up', 'RUN fetch "$CI_ACCESS"', 'RUN make'),
      lines(
        'FROM debian:12',
        'RUN --mount=type=secret,id=ci_access \\',
        '    CI_ACCESS="$(cat /run/secrets/ci_access || true)" && export CI_ACCESS \\',
        ' && fetch "$CI_ACCESS"',
        'RUN make',
      ),
    ],
    [
      'read by a RUN of a stage built on this one',
      lines('FROM debian:12 AS base', 'ENV CI_ACCESS=made-up', 'FROM base', 'RUN node -e "f(process.env.CI_ACCESS)"'),
      lines(
        'FROM debian:12 AS base',
        'FROM base',
        'RUN --mount=type=secret,id=ci_access \\',
        '    CI_ACCESS="$(cat /run/secrets/ci_access || true)" && export CI_ACCESS \\',
        ' && node -e "f(process.env.CI_ACCESS)"',
      ),
    ],
  ])('goes: %s', (_, text, expected) => {
    expect(env(text, 'CI_ACCESS').text).toBe(expected);
  });

  it('goes with the others of its ENV, and both are handed to the RUN that reads both', () => {
    const text = lines('FROM debian:12', 'ENV A=x B=y', 'RUN fetch $A $B');
    expect(env(text, 'A', 'B').text).toBe(
      lines(
        'FROM debian:12',
        'RUN --mount=type=secret,id=a --mount=type=secret,id=b \\',
        '    A="$(cat /run/secrets/a || true)" && export A \\',
        ' && B="$(cat /run/secrets/b || true)" && export B \\',
        ' && fetch $A $B',
      ),
    );
  });

  it.each([
    ['nothing was found in it', lines('FROM debian:12', 'ENV API_TOKEN=made-up', 'RUN make'), 'OTHER'],
    ['another ENV reads it', lines('FROM debian:12', 'ENV A=x', 'ENV B=$A', 'RUN make'), 'A'],
    ['a COPY reads it', lines('FROM debian:12', 'ENV A=x', 'COPY ${A} /a'), 'A'],
    ['a RUN that is no chain reads it', lines('FROM debian:12', 'ENV A=x', 'RUN ["fetch", "$A"]', 'RUN make'), 'A'],
    [
      'its stage is not shipped',
      lines('FROM debian:12 AS a', 'ENV A=x', 'RUN make', 'FROM debian:12', 'COPY --from=a /x /x'),
      'A',
    ],
  ])('stays where %s', (_, text, name) => {
    expect(env(text, name)).toEqual({ text, changes: [], dockerignore: null });
  });

  it('is told with what was found and how to hand it over', () => {
    const [change] = env(lines('FROM debian:12', 'ENV CI_ACCESS=x', 'RUN fetch $CI_ACCESS'), 'CI_ACCESS').changes;
    expect(change?.evidence).toBe('The image’s configuration holds a GitHub token as the value of CI_ACCESS.');
    expect(change?.why).toContain('docker run -e CI_ACCESS takes it from your environment');
    expect(change?.why).toContain('Build with: docker build --secret id=ci_access,env=CI_ACCESS .');
  });
});

describe('a build argument whose value the history shows', () => {
  const argument = (text: string): Reviewed =>
    review('secret-argument', text, builtFrom(text), [inVariable('history', 'CI_ACCESS')]);

  it('is handed over as a secret, whatever its name', () => {
    const { text, changes } = argument(lines('FROM debian:12', 'ARG CI_ACCESS', 'RUN fetch $CI_ACCESS'));
    expect(text).toBe(
      lines(
        'FROM debian:12',
        'RUN --mount=type=secret,id=ci_access \\',
        '    CI_ACCESS="$(cat /run/secrets/ci_access)" && export CI_ACCESS \\',
        ' && fetch $CI_ACCESS',
      ),
    );
    expect(changes[0]?.evidence).toMatch(/^The image’s history shows a GitHub token as the value of CI_ACCESS/);
  });

  it('loses its default where nobody is seen to read it', () => {
    const { text } = argument(lines('FROM debian:12', 'ARG CI_ACCESS="made up"', 'RUN fetch'));
    expect(text).toBe(lines('FROM debian:12', 'ARG CI_ACCESS', 'RUN fetch'));
  });

  it('stays where there is no value to take out', () => {
    const text = lines('FROM debian:12', 'ARG CI_ACCESS', 'RUN fetch');
    expect(argument(text)).toEqual({ text, changes: [], dockerignore: null });
  });
});

describe('a file that a later RUN removes', () => {
  const text = lines(
    'FROM debian:12',
    'COPY access.txt /srv/access.txt',
    'RUN fetch /srv/access.txt',
    'RUN rm /srv/access.txt',
  );
  const layers = `
    layer  COPY access.txt /srv/access.txt # buildkit
      srv/access.txt  90
    layer  RUN fetch /srv/access.txt # buildkit
      x  1
    layer  RUN rm /srv/access.txt # buildkit
      srv/.wh.access.txt`;

  it('is a secret for what was found in it, whatever its name', () => {
    const found = [inFile(0, '/srv/access.txt', 4)];
    const { text: result, changes } = review('secret-file', text, layers, found);
    expect(result).toBe(
      lines('FROM debian:12', 'RUN --mount=type=secret,id=access.txt,target=/srv/access.txt fetch /srv/access.txt'),
    );
    expect(changes[0]?.evidence).toBe(
      'Layer 0 still holds a GitHub token in /srv/access.txt, line 4, though line 4 removes it.',
    );
    expect(review('secret-file', text, layers, []).changes).toEqual([]);
  });
});

describe('files with secrets that came along with a folder', () => {
  const ignored = (copy: string, files: readonly string[], ...more: string[]): string | null => {
    const text = lines('FROM debian:12', 'WORKDIR /srv', copy, ...more);
    const stored = files.map((file) => `  ${file.slice(1)}  90`).join('\n');
    const layers = `layer  WORKDIR /srv # buildkit\n  srv/  0\nlayer  ${copy} # buildkit\n${stored}\n${builtFrom(more.join('\n'))}`;
    const found = files.map((file) => inFile(1, file));
    return review('dockerignore', text, layers, found).dockerignore;
  };
  const comment = '# Held a GitHub token in layer 1.';

  it.each([
    ['of the whole context', 'COPY . .', '/srv/conf/live.yml', 'conf/live.yml'],
    ['of the whole context, to another place', 'COPY ./ /opt/', '/opt/live.yml', 'live.yml'],
    ['of a folder', 'COPY conf ./settings', '/srv/settings/a/live.yml', 'conf/a/live.yml'],
    ['of a folder, with a slash', 'COPY ./conf/ /', '/live.yml', 'conf/live.yml'],
    ['of a name with signs of patterns', 'COPY . .', '/srv/a[1]*.yml', 'a\\[1]\\*.yml'],
  ])('are named in .dockerignore: %s', (_, copy, path, pattern) => {
    expect(ignored(copy, [path])).toBe(lines(comment, pattern));
  });

  it('are not named twice', () => {
    expect(ignored('COPY . .', ['/srv/.env', '/srv/live.yml'])).toBe(lines('.env', comment, 'live.yml'));
  });

  it.each([
    ['COPY names them', 'COPY live.yml .', '/srv/live.yml', []],
    ['a RUN needs them', 'COPY . .', '/srv/live.yml', ['RUN check live.yml']],
    ['the program is started with them', 'COPY . .', '/srv/live.yml', ['CMD ["app", "--config=/srv/live.yml"]']],
    ['they are the program', 'COPY . .', '/srv/app/settings.py', []],
    ['the package manager reads them', 'COPY . .', '/srv/requirements.txt', []],
    ['the folder is not certain', 'COPY one two ./', '/srv/live.yml', []],
    ['no line can say their name', 'COPY . .', '/srv/a\u0007b', []],
  ])('come along where %s', (_, copy, path, more) => {
    expect(ignored(copy, [path], ...more)).toBeNull();
  });
});
