import { describe, expect, test } from 'vitest';
import { completionsAt, logicalStart } from '../../src/dockerfile/completions.ts';

const names = { stages: ['build', 'deps'], variables: ['VERSION', 'NODE_ENV'] };

/** Labels at the end of a text; null where nothing is offered. */
function offered(text: string): { typed: number; labels: string[] } | null {
  const found = completionsAt(logicalStart(text.split('\n')), names);
  return found && { typed: found.typed, labels: found.options.map(({ label }) => label) };
}

describe('instructions', () => {
  test('all of them where one begins, in the case that is typed', () => {
    expect(offered('')?.labels).toHaveLength(18);
    expect(offered('FROM a\n  CO')).toMatchObject({ typed: 2, labels: expect.arrayContaining(['COPY', 'CMD']) as [] });
    expect(offered('co')?.labels).toContain('copy');
    expect(offered('ONBUILD ')?.labels).toContain('RUN');
    expect(offered('ONBUILD CO')).toMatchObject({ typed: 2 });
  });

  test('none behind something that is no instruction', () => {
    expect(offered('not one ')).toBe(null);
    expect(offered('# a comment ')).toBe(null);
    expect(offered('&& ')).toBe(null);
  });
});

test.each([
  ['COPY --', ['--from=', '--chown=', '--chmod=', '--exclude=', '--link', '--parents']],
  ['COPY --from=build --ch', ['--chown=', '--chmod=', '--exclude=', '--link', '--parents']],
  ['COPY --from=', ['build', 'deps']],
  ['RUN --mount=type=cache,target=/x --mount=', ['type=', 'target=', 'source=', 'from=', 'rw=']],
  ['RUN --mount=type=', ['bind', 'cache', 'secret', 'ssh', 'tmpfs']],
  ['RUN --mount=type=secret,id=a,', ['target=', 'env=', 'required=', 'mode=', 'uid=', 'gid=']],
  ['RUN --mount=type=cache,sharing=l', ['shared', 'private', 'locked']],
  ['FROM --platform=', ['linux/amd64', 'linux/arm64', '$BUILDPLATFORM', '$TARGETPLATFORM']],
  ['FROM b', ['build', 'deps', 'scratch']],
  ['FROM --platform=linux/amd64 ', ['build', 'deps', 'scratch']],
  ['FROM node:22 ', ['AS']],
  ['FROM node:22 AS ', null],
  ['HEALTHCHECK --interval=5s ', ['CMD', 'NONE']],
  ['STOPSIGNAL SIGT', expect.arrayContaining(['SIGTERM']) as string[]],
  ['RUN echo $V', expect.arrayContaining(['VERSION', 'NODE_ENV', 'TARGETARCH']) as string[]],
  ['RUN echo ${', expect.arrayContaining(['VERSION']) as string[]],
  ['RUN apt-get install --', null],
  ['WORKDIR /a', null],
  ['EXPOSE --', null],
])('%s', (text, labels) => {
  if (labels === null) expect(offered(text)).toBe(null);
  else expect(offered(`FROM a\n${text}`)?.labels).toEqual(labels);
});

test('an instruction goes on over lines, comments among them', () => {
  expect(logicalStart(['FROM a', 'RUN a \\', '  # b', '', '  b $V'])).toBe('RUN a    b $V');
  expect(offered('FROM a\nRUN a \\\n  # b\n  b $V')?.labels).toContain('VERSION');
  expect(offered('FROM a\nENV A=1 \\\n  CO')).toBe(null);
});
