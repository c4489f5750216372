// Random folders and ignore files, ours beside BuildKit's sender: `npm run peers:dockerignore -- --random`.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { files, ignoreFileFor } from '../properties/support/ignored-folder.ts';
import { askSender, type SenderFolder } from '../peers/dockerignore.ts';
import { sendIgnoring } from './send-ignoring.ts';

const program = process.env['PLIMSOLL_DOCKERIGNORE_PEER'];
const seed = Number(process.env['PLIMSOLL_FUZZ_SEED'] ?? Date.now() % 1e9);
const cases = Number(process.env['PLIMSOLL_FUZZ_CASES'] ?? 2000);
const perFolder = 50;
const perCall = 1000;

const folder = files.chain((paths) =>
  fc.record({
    files: fc.constant(paths),
    ignores: fc.array(ignoreFileFor(paths), { minLength: perFolder, maxLength: perFolder }),
  }),
);

const toEscape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

describe.skipIf(!program)('random .dockerignore files', () => {
  test(`${cases} of them, seed ${seed}`, { timeout: 3_600_000 }, () => {
    const found: Record<string, unknown>[] = [];
    const count = { all: 0, errors: 0, leavingOut: 0, sendingAll: 0, hollow: 0 };
    for (let done = 0; done < cases; done += perCall) {
      const folders: SenderFolder[] = fc.sample(folder, { numRuns: perCall / perFolder, seed: seed + done });
      const { answers } = askSender(program ?? '', folders);
      for (const [at, { files: inFolder, ignores }] of folders.entries()) {
        for (const [which, text] of ignores.entries()) {
          const theirs = answers[at]?.[which];
          if (!theirs) throw new Error('no answer');
          const ours = sendIgnoring(inFolder, text);
          count.all++;
          if (theirs.error !== null) count.errors++;
          else if (theirs.sent.length === sendIgnoring(inFolder, '').sent.length) count.sendingAll++;
          else count.leavingOut++;
          if (theirs.hollow.length > 0) count.hollow++;
          const same =
            theirs.error === null
              ? ours.error === null && JSON.stringify([...theirs.sent].sort()) === JSON.stringify(ours.sent)
              : ours.error !== null && theirs.error.endsWith(ours.error);
          if (!same) found.push({ text, inFolder, ours, theirs: { ...theirs, sent: [...theirs.sent].sort() } });
        }
      }
    }
    console.log(`seed ${seed}: ${JSON.stringify({ ...count, different: found.length })}`);
    const shown = found.map((one) => JSON.stringify(one).replace(/[^ -~]/g, toEscape));
    expect(shown.sort((one, other) => one.length - other.length).slice(0, 5)).toEqual([]);
  });
});
