import { describe, expect, test } from 'vitest';
import { startedArchitecture } from '../../../src/hardening/checks/pl2052-started-architecture.ts';
import { startImage, told } from '../../support/start-image.ts';

const tree = `
  amd64  0755  @static
  arm64  0755  @arm64
  arm  0755  @arm
  i386  0755  @i386
  mips  0755  @mips
  riscv64  0755  @riscv64
  strange  0755  @unknown
  short  0755  @short
  script  "#!/amd64"  0755`;

const say = async (program: string, platform: Parameters<typeof startImage>[2]): Promise<string[]> =>
  told(startedArchitecture, await startImage(tree, { Cmd: [program] }, platform));

describe('passes', () => {
  test.each([
    ['/amd64', { architecture: 'amd64' }],
    ['/i386', { architecture: 'amd64' }],
    ['/arm64', { architecture: 'arm64', variant: 'v8' }],
    ['/arm', { architecture: 'arm', variant: 'v7' }],
    ['/riscv64', { architecture: 'riscv64' }],
  ])('%s', async (program, platform) => {
    expect(await say(program, platform)).toEqual(['passed']);
  });
});

describe('fails', () => {
  test.each([
    ['/arm64', { architecture: 'amd64' }, 'is built for arm64, the image is for amd64.'],
    ['/amd64', { architecture: 'arm64' }, 'is built for amd64, the image is for arm64.'],
    [
      '/arm',
      { architecture: 'arm64', variant: 'v8' },
      'is built for arm, the image is for arm64: it starts only on processors that have a mode for 32-bit programs, which Apple’s, among others, have not.',
    ],
    [
      '/mips',
      { architecture: 'mips64' },
      'is built for mips, the image is for mips64: it starts only where processor and kernel run such programs as well, which not all do.',
    ],
    ['/arm64', { architecture: 'arm' }, 'is built for arm64, the image is for arm.'],
    ['/amd64', { architecture: '386' }, 'is built for amd64, the image is for 386.'],
    ['/strange', { architecture: 'amd64' }, 'is built for machine 9999, the image is for amd64.'],
    ['/amd64', { architecture: '__proto__' }, 'is built for amd64, the image is for __proto__.'],
  ])('%s', async (program, platform, words) => {
    expect(await say(program, platform)).toEqual([`${program}: The program ${program} ${words}`]);
  });
});

test('a file that is cut short does not tell', async () => {
  expect(await say('/short', {})).toEqual(['unknown: It ends inside its ELF header.']);
});

test.each<[string, string, Parameters<typeof startImage>[2], string]>([
  ['a script', '/script', {}, 'not-applicable: What the image starts is no ELF program.'],
  [
    'an image without an architecture',
    '/amd64',
    { architecture: '' },
    'not-applicable: The image does not say for which architecture it is.',
  ],
])('%s', async (_, program, platform, reason) => {
  expect(await say(program, platform)).toEqual([reason]);
});
