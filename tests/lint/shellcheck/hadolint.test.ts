import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { lint } from '../../../src/lint/index.ts';
import { announceHadolint, hadolint, runHadolintOnAll, type PeerFinding } from '../../peers/hadolint.ts';
import { fixtureDifferences, refusedByHadolint } from '../fixture-differences.ts';
import { withFrom } from '../test-rule.ts';
import { shellCheckDifferences } from './differences.ts';

const folder = join(import.meta.dirname, '../../../../shared/fixtures/dockerfiles');
const stopped = new Set(refusedByHadolint.map(({ file }) => file));
const files = (existsSync(folder) ? readdirSync(folder) : []).filter(
  (name) => name.endsWith('.Dockerfile') && !stopped.has(name),
);
const read = (file: string): string => readFileSync(join(folder, file), 'utf8');

/** A command on each line, most with something in it that ShellCheck knows. */
const commands = readFileSync(join(import.meta.dirname, 'commands.txt'), 'utf8')
  .trimEnd()
  .split('\n');
const shells = { sh: '', bash: 'SHELL ["/bin/bash", "-c"]\n', dash: 'SHELL ["/bin/dash", "-c"]\n' };

interface Told {
  readonly code: string;
  readonly line?: number | undefined;
}

const shellOnly = <T extends Told>(findings: readonly T[]): T[] => findings.filter(({ code }) => code.startsWith('SC'));

/** `SC2086@3`, each once. */
const keysOf = (findings: readonly Told[]): string[] => [
  ...new Set(shellOnly(findings).map(({ code, line }) => `${code}@${line}`)),
];
const linesOf = (findings: readonly Told[]): (number | undefined)[] => [
  ...new Set(shellOnly(findings).map(({ line }) => line)),
];

announceHadolint();
if (files.length === 0) console.log('not run: the shared Dockerfiles are not here');

// hadolint tells one finding of each RUN: what it says has to be among ours, and where it says nothing, we say nothing.
describe.runIf(hadolint)('ShellCheck, beside hadolint', () => {
  describe.runIf(files.length > 0)('every shared Dockerfile', () => {
    let theirs = new Map<string, PeerFinding[]>();
    beforeAll(async () => {
      const all = (await runHadolintOnAll(files.map(read))) ?? [];
      theirs = new Map(files.map((file, at) => [file, all[at] ?? []]));
      const told = [...theirs.values()].flatMap(shellOnly);
      console.log(`${told.length} findings of hadolint's`);
      expect(told.length).toBeGreaterThan(15);
    });

    it.each(files)('%s', async (file) => {
      const ours = await lint(read(file));
      const peer = theirs.get(file) ?? [];
      const listed = fixtureDifferences.filter((one) => one.file === file && one.finding.startsWith('SC'));
      const only = (side: 'finding' | 'none'): string[] =>
        listed.filter((one) => one.ours === side).map(({ finding }) => finding);
      expect(keysOf(peer).filter((key) => !keysOf(ours).includes(key))).toEqual(only('none'));
      const alone = shellOnly(ours).filter(({ line }) => !linesOf(peer).includes(line));
      expect(keysOf(alone)).toEqual(only('finding'));
    });
  });

  describe.each(Object.entries(shells))('commands of %s', (_, shell) => {
    const texts = commands.map((command) => `FROM debian:12\n${shell}RUN ${command}\n`);
    let theirs: PeerFinding[][] = [];
    beforeAll(async () => {
      theirs = (await runHadolintOnAll(texts)) ?? [];
    });

    it.each(commands.map((command, at) => [command, at] as const))('%s', async (_command, at) => {
      const peer = keysOf(theirs[at] ?? []);
      const ours = keysOf(await lint(texts[at] ?? ''));
      expect(peer.filter((key) => !ours.includes(key))).toEqual([]);
      if (peer.length === 0) expect(ours).toEqual([]);
    });
  });

  describe('the listed differences', () => {
    const texts = shellCheckDifferences.map(({ text }) => withFrom(text));
    let theirs: PeerFinding[][] = [];
    beforeAll(async () => {
      theirs = (await runHadolintOnAll(texts)) ?? [];
    });

    it.each(shellCheckDifferences.map((difference, at) => [difference, at] as const))(
      '$0.code $0.text',
      async (one, at) => {
        const ours = (await lint(texts[at] ?? '')).some(({ code }) => code === one.code);
        const peer = (theirs[at] ?? []).some(({ code }) => code === one.code);
        expect([ours, peer]).toEqual([one.ours === 'finding', one.ours === 'none']);
      },
    );
  });
});
