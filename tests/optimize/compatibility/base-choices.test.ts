import { expect, test } from 'vitest';
import { baseFamilies } from '../../../src/optimize/base-image/base-image-facts.ts';
import { baseChoices, smallestFitting, targetKindOf } from '../../../src/optimize/compatibility/base-choices.ts';
import { startImage } from '../../support/start-image.ts';
import { askedOf } from './asked.ts';

const node = `
    lib64/ld-linux-x86-64.so.2  100  0755  @library
    usr/local/bin/node  1000  0755  @glibc
layer  COPY . /app
    app/server.js  100
`;
const addOn = `${node}    app/node_modules/bcrypt/bcrypt.node  100  @library\n`;
const shellForm = { Cmd: ['/bin/sh', '-c', 'node server.js'] };
const execForm = { Cmd: ['node', 'server.js'] };

async function chosen(text: string, config: object, base: string): Promise<string[]> {
  const said = askedOf(await startImage(text, { ...config }), { base, baseLayers: 1 });
  const choices = baseChoices(base, said);
  const [any, asItIs] = [smallestFitting(choices), smallestFitting(choices, { asItIs: true })];
  return [any?.reference ?? 'none', asItIs?.reference ?? 'none'];
}

const distroless = 'gcr.io/distroless/nodejs20-debian13:nonroot';

test.each([
  [node, execForm, 'node:20-bookworm', [distroless, 'node:20-alpine']],
  [node, shellForm, 'node:20-bookworm', ['node:20-alpine', 'node:20-alpine']],
  [addOn, execForm, 'node:20-bookworm', ['node:20-bookworm-slim', 'node:20-bookworm-slim']],
  [addOn, execForm, 'node:20-bookworm-slim', ['none', 'none']],
  [node, execForm, 'node:latest', ['none', 'none']],
  [node, execForm, 'example/node:20', ['none', 'none']],
])('%#: the smallest that fits', async (text, config, base, expected) => {
  expect(await chosen(text, config, base)).toEqual(expected);
});

test('what does not fit is among the choices, with what speaks against it', async () => {
  const base = 'node:20-bookworm';
  const said = askedOf(await startImage(addOn, execForm), { base, baseLayers: 1 });
  expect(baseChoices(base, said).map(({ reference, compatibility }) => [reference, compatibility.verdict])).toEqual([
    ['node:20-bookworm-slim', 'fits'],
    ['node:20-alpine', 'does not fit'],
    [distroless, "can't tell"],
  ]);
});

test('every variant but those of Red Hat and BusyBox is of a kind', () => {
  const others = baseFamilies.flatMap(({ names, variants }) =>
    variants.some((variant) => targetKindOf(variant) === null) ? [names[0] ?? ''] : [],
  );
  expect(others.filter((name) => !name.startsWith('cgr.dev/'))).toEqual(['openjdk', 'amazoncorretto', 'busybox']);
});
