import { describe, expect, test } from 'vitest';
import { healthProgram } from '../../../src/hardening/checks/pl2061-health-program.ts';
import { startImage, told } from '../../support/start-image.ts';

const tree = 'bin/sh  0755  @static\n usr/bin/wget  0755  @static\n app/health  0755  @static';
const say = async (Test: string[], more: Record<string, unknown> = {}): Promise<string[]> =>
  told(healthProgram, await startImage(tree, { Healthcheck: { Test }, ...more }));

describe('passes', () => {
  test.each<[string, string[]]>([
    ['a path', ['CMD', '/app/health']],
    ['a name', ['CMD', 'wget', '-q', 'http://localhost']],
    ['a text', ['CMD-SHELL', 'wget -q http://localhost || exit 1']],
    ['a text of the shell alone', ['CMD-SHELL', 'test -e /tmp/ready']],
  ])('%s', async (_, words) => {
    expect(await say(words)).toEqual(['passed']);
  });
});

describe('fails', () => {
  test.each<[string, string[], string]>([
    ['a path', ['CMD', '/app/gone'], 'The program /app/gone is not there.'],
    ['a name', ['CMD', 'curl', '-f', 'http://localhost'], 'No directory of PATH has a program curl'],
    ['a text', ['CMD-SHELL', 'curl -f http://localhost || exit 1'], 'curl, started by sh, is not there.'],
  ])('%s', async (_, words, expected) => {
    const [message, ...others] = await say(words);
    expect(others).toEqual([]);
    expect(message).toContain(expected);
  });

  test('the image’s shell', async () => {
    const [message] = await say(['CMD-SHELL', 'true'], { Shell: ['/bin/bash', '-c'] });
    expect(message).toContain('The program /bin/bash is not there.');
  });
});

test.each<[string, string[]]>([
  ['none', []],
  ['switched off', ['NONE']],
  ['a command without words', ['CMD']],
])('not applicable: %s', async (_, words) => {
  expect(await say(words)).toEqual(['not-applicable: The image has no HEALTHCHECK with a command.']);
});
