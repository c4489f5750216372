import { expect, test } from 'vitest';
import { stepsOf } from '../../src/hardening/history-steps.ts';
import { configuredImage } from '../support/configured-image.ts';

const commandsIn = (...history: string[]): string[][] =>
  stepsOf(configuredImage({ history }).image).steps.map(({ commands }) =>
    commands.map(({ invoked, args }) => [invoked, ...args.map(({ value }) => value)].join(' ')),
  );

test.each([
  ['/bin/sh -c apt-get update && make', ['apt-get update', 'make']],
  ['RUN |2 A=1 B=x y /bin/sh -c make all # buildkit', ['make all']],
  ['RUN /bin/sh -c make\nmake install\n # buildkit', ['make', 'make install']],
  ['/bin/sh -c <<EOF\nmake\nmake install\n', ['make', 'make install']],
  ['/bin/sh -c <<-"EOF"\nmake\nEOF\nrest', ['make']],
  ['/bin/sh -c --mount=type=cache,target=/root --network=none make', ['make']],
  ['/bin/sh -c sudo -u app A=1 /usr/bin/make all', ['sudo -u app A=1 /usr/bin/make all', 'make all']],
  ['/bin/sh -c env -i A=1 make', ['env -i A=1 make', 'make']],
  ['/bin/sh -c sudo -v', ['sudo -v']],
  ['/bin/sh -c exec /usr/local/bin/make', ['make']],
  ['COPY a b # buildkit', []],
])('%j', (createdBy, commands) => {
  expect(commandsIn(createdBy)).toEqual([commands]);
});

test.each([
  'SHELL [/bin/bash -o errexit -c]',
  '/bin/sh -c #(nop) SHELL ["/bin/bash","-o","errexit","-c"]',
  '/bin/sh -c #(nop)  SHELL [/bin/bash -o errexit -c]',
])('%s', (shell) => {
  expect(commandsIn(shell, 'RUN /bin/bash -o errexit -c make # buildkit')).toEqual([[], ['make']]);
});

test('the shell of the config is one that a base image set', () => {
  const { image } = configuredImage({ history: ['/bin/zsh -c make'], config: { shell: ['/bin/zsh', '-c'] } });
  expect(stepsOf(image).steps[0]?.commands[0]?.invoked).toBe('make');
});

test('a script that is too long is said to be', () => {
  const long = `RUN /bin/sh -c make ${'a'.repeat(70_000)}`;
  const { steps, unread } = stepsOf(configuredImage({ history: ['RUN make', long] }).image);
  expect(steps.map(({ commands }) => commands.length)).toEqual([1, 0]);
  expect(unread).toBe('1 script of the history is too long to be read.');
});

test('so are those of a history that is too long as a whole', () => {
  const history = Array.from({ length: 20 }, () => `RUN /bin/sh -c make ${'a'.repeat(50_000)}`);
  const { steps, unread } = stepsOf(configuredImage({ history }).image);
  expect(steps.filter(({ commands }) => commands.length === 1)).toHaveLength(9);
  expect(unread).toBe('11 scripts of the history are too long to be read.');
});

test('layers that the history does not tell of', () => {
  expect(stepsOf(configuredImage({ history: ['RUN make'] }).image).unread).toBeNull();
  expect(stepsOf(configuredImage({ history: ['RUN make', ''], moreLayers: 2 }).image).unread).toBe(
    'The history does not say how 3 of 4 layers were made.',
  );
});

test.each(['cat <<a ', '"$('])('%s without end is not read', (opening) => {
  const { unread } = stepsOf(configuredImage({ history: [`RUN /bin/sh -c ${opening.repeat(2_000)}`] }).image);
  expect(unread).toBe('1 script of the history is too long to be read.');
});
