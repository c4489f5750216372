import { expect, it } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { baseImageOf, finalStageOf, stageAncestry } from '../../src/dockerfile/stages.ts';

const dockerfile = parseDockerfile(`ARG V=1
FROM --platform=linux/amd64 debian:$V AS Base
RUN a
FROM base AS build
RUN b
FROM scratch
COPY --from=build /x /
FROM later
FROM alpine AS later
`);

it('groups the instructions, and finds the stage that FROM names', () => {
  const stages = dockerfile.stages.map(({ name, image, baseStage, instructions }) => [
    name,
    image,
    baseStage,
    instructions.map(({ keyword }) => keyword).join(' '),
  ]);
  expect(stages).toEqual([
    ['Base', 'debian:$V', null, 'FROM RUN'],
    ['build', 'base', 0, 'FROM RUN'],
    [null, 'scratch', null, 'FROM COPY'],
    [null, 'later', null, 'FROM'],
    ['later', 'alpine', null, 'FROM'],
  ]);
  expect(dockerfile.instructions.map(({ stage }) => stage)).toEqual([-1, 0, 0, 1, 1, 2, 2, 3, 4]);
});

it('follows a stage to its image', () => {
  const build = dockerfile.stages[1]!;
  expect([...stageAncestry(dockerfile, build)].map(({ index }) => index)).toEqual([1, 0]);
  expect(baseImageOf(dockerfile, build)).toBe('debian:$V');
  expect(finalStageOf(dockerfile)?.index).toBe(4);
  expect(finalStageOf(parseDockerfile('RUN a'))).toBeNull();
});
