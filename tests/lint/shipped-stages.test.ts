import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { isWorkshop, shippedStages } from '../../src/lint/shipped-stages.ts';

const dockerfile = parseDockerfile('FROM a:1 AS base\nFROM base AS Dev\nFROM b:1 AS build\nFROM base\nRUN x');

describe('the stages in the image', () => {
  it.each([
    [undefined, [0, 3]],
    ['build', [2]],
    ['dev', [0, 1]],
    ['DEV', [0, 1]],
    ['2', [2]],
    ['none', [0, 3]],
  ])('are, with the target %j, %j', (target, indices) => {
    expect(shippedStages(dockerfile, { target }).map(({ index }) => index)).toEqual(indices);
  });
  it('are none without a FROM', () => expect(shippedStages(parseDockerfile('RUN x'), {})).toEqual([]));
});

describe('a stage to work in', () => {
  it.each([
    ['dev', true],
    ['development', true],
    ['Test-unit', true],
    ['devices', false],
    ['testament', false],
    ['final', false],
  ])('named %s: %j', (name, expected) => {
    expect(isWorkshop(parseDockerfile(`FROM a:1 AS ${name}`), {})).toBe(expected);
  });
});
