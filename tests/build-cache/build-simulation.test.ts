import { describe, expect, test } from 'vitest';
import { BuildSimulation } from '../../src/build-cache/build-simulation.ts';
import type { BuildChange, SimulatedBuild } from '../../src/build-cache/simulation.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { peerAnswers, peerCases, type PeerBuild } from '../peers/build-cache.ts';
import { nodeOf, treeOf } from './context-of.ts';

/** `docker.io/library/debian:12` as a Dockerfile writes it. */
const written = (image: string): string[] => [
  image.replace('docker.io/library/', ''),
  image.replace(/^.*\/|:latest$/g, ''),
];

function simulatePeerCase({ text, files = [], before = {}, after = {} }: PeerBuild): SimulatedBuild {
  const tree = treeOf(files);
  const { buildArgs = {}, target } = before;
  const others = Object.entries(after.buildArgs ?? {}).filter(([name, value]) => buildArgs[name] !== value);
  const change: BuildChange = {
    files: new Set((after.changed ?? []).map((path) => nodeOf(tree, path))),
    images: new Set(Object.keys(after.images ?? {}).flatMap(written)),
    buildArgs: new Set(others.map(([name]) => name)),
  };
  const ignored = new Uint8Array(tree.parents.length);
  const given = { buildArgs, ...(target === undefined ? {} : { target }) };
  return new BuildSimulation({ tree, ignored, dockerfile: parseDockerfile(text), given }).after(change);
}

const linesOf = (build: SimulatedBuild, state: string): number[] => [
  ...new Set(build.steps.filter((step) => step.isWork && step.state === state).map(({ line }) => line)),
];

describe('BuildSimulation, beside the planner of BuildKit', () => {
  test.each(peerCases.builds.map((one) => [one.name, one] as const))('%s', (name, one) => {
    const answer = peerAnswers.builds[name];
    const build = simulatePeerCase(one);
    if (answer === undefined) throw new Error('BuildKit was not asked: npm run peers:build-cache');
    // Where the builder stops, something is said.
    if ('error' in answer) return expect(build.problems).not.toEqual([]);
    expect(build.problems).toEqual([]);
    // It gives an operation with a here-document several lines.
    const lines = new Set(build.steps.map(({ line }) => line));
    const runs = answer.runs.filter((line) => lines.has(line));
    expect(linesOf(build, 'runs')).toEqual(runs);
    const reused = answer.built.filter((line) => lines.has(line) && !runs.includes(line));
    expect(linesOf(build, 'reused').filter((line) => !runs.includes(line))).toEqual(reused);
    return undefined;
  });
});
