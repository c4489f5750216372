import { afterAll, describe, expect, it } from 'vitest';
import { matchDockerfile } from '../../src/history/match-dockerfile.ts';
import { ImageEvidence } from '../../src/optimize/evidence.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { finalStageOf } from '../../src/dockerfile/stages.ts';
import { findEcosystems } from '../../src/optimize/ecosystems/index.ts';
import { ProjectFolder } from '../../src/optimize/project-folder.ts';
import { propose } from '../../src/optimize/propose.ts';
import { rewrites } from '../../src/optimize/rewrites/index.ts';
import { Rootfs } from '../../src/rootfs/rootfs.ts';
import {
  everyChange,
  faultsOfResult,
  idsOf,
  leakedVariables,
  reviewWithout,
  projectCases,
  sharedCases,
  textCases,
} from './cases.ts';

/** Numbers from 0 to 1 that are the same in each run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const randomSubsets = 50;

/** The same Dockerfile by someone who writes `from`, `run` and `as`. */
const lowered = (text: string): string =>
  text.replace(/^(?:HEALTHCHECK|[A-Z]{3,10})(?= )/gm, (word) => word.toLowerCase()).replace(/ AS /g, ' as ');

const oldForm = (text: string): string => text.replace(/^ENV (\w+)=([^\s"']+)$/gm, 'ENV $1 $2');

/** What ran, for whoever reports it: fixtures, subsets of their changes, and texts that were held against all conditions. */
const ran = { fixtures: 0, changes: 0, subsets: 0 };

afterAll(() =>
  console.log(
    `subsets: ${ran.fixtures} fixtures, ${ran.changes} changes, ${ran.subsets} subsets, each parsed, linted and compared.`,
  ),
);

describe.each([...textCases, ...projectCases, ...sharedCases])('$name', ({ load }) => {
  const loaded = load();

  it('is the original, byte for byte, with every change off', async () => {
    const input = await loaded;
    for (const text of [input.text, input.text.replaceAll('\n', '\r\n'), `\uFEFF${input.text}`, input.text.trimEnd()]) {
      const given = { ...input, text };
      const off = idsOf(reviewWithout(given, []));
      const { proposal, dockerignore } = reviewWithout(given, off);
      expect(proposal?.text ?? text).toBe(text);
      expect(proposal?.saves ?? 0).toBe(0);
      expect(dockerignore).toBeNull();
    }
  }, 180_000);

  it('keeps line ends, byte order mark and a missing last line end', async () => {
    const input = await loaded;
    const windows = reviewWithout({ ...input, text: input.text.replaceAll('\n', '\r\n') }, []).proposal?.text ?? '\r\n';
    expect(windows.replaceAll('\r\n', '').includes('\n')).toBe(false);
    const bare = reviewWithout({ ...input, text: `\uFEFF${input.text.trimEnd()}` }, []).proposal?.text ?? '\uFEFF';
    expect(bare.startsWith('\uFEFF')).toBe(true);
    expect(bare.endsWith('\n')).toBe(false);
  });

  it('stands with each change alone, without each pair, and with random ones', async () => {
    const input = await loaded;
    const all = idsOf(reviewWithout(input, []));
    const random = seeded(all.length + 7);
    const offs = [
      ...all.map((only) => all.filter((id) => id !== only)),
      ...all.flatMap((first, index) => all.slice(index).map((second) => [first, second])),
      ...Array.from({ length: randomSubsets }, () => all.filter(() => random() < 0.5)),
    ];
    const variables = leakedVariables(input);
    ran.fixtures++;
    ran.changes += all.length;
    ran.subsets += new Set(offs.map((off) => [...off].sort().join())).size;
    const failed: string[] = [];
    for (const off of offs) {
      const review = reviewWithout(input, off);
      const { text = input.text, changes = [] } = review.proposal ?? {};
      const faults = faultsOfResult(input.text, text, variables, changes);
      if (idsOf(review).join() !== all.join()) faults.push(`ids ${idsOf(review).join()}`);
      if (review.proposal?.changes.some(({ id, on }) => on === off.includes(id)))
        faults.push('a change is not as switched');
      if (faults.length > 0) failed.push(`off ${off.join()}: ${faults.join('; ')}`);
    }
    expect(failed).toEqual([]);
  }, 180_000);

  it.each([
    ['as it is', (text: string) => text],
    ['in lower case', lowered],
    ['with ENV in its old form', oldForm],
  ])('never needs its safety net %s', async (_, rewritten) => {
    const { image, dockerignore, folder: given, ...input } = await loaded;
    const variables = leakedVariables({ image, dockerignore, ...input });
    const folder = given ? ProjectFolder.of(given, 'Dockerfile') : null;
    const text = rewritten(input.text);
    const dockerfile = parseDockerfile(text);
    const match = image && matchDockerfile(dockerfile, image.image.history, image.image.layers.length);
    const evidence = image && match ? ImageEvidence.of(match, image.image, new Rootfs(image.rootfs)) : null;
    const told = evidence && image ? evidence.withFound(image) : null;
    const finalStage = finalStageOf(dockerfile);
    const ecosystems = finalStage ? findEcosystems({ dockerfile, finalStage, folder, image: told }) : [];
    const about = { dockerfile, image: told, folder, ecosystems, dockerignore };
    const outcome = propose({ ...about, rewrites, choices: everyChange });
    expect(outcome.rejected).toEqual([]);
    const result = outcome.proposal?.text ?? text;
    expect(faultsOfResult(text, result, variables, outcome.proposal?.changes)).toEqual([]);
    if (text === lowered(text)) expect(result).toBe(lowered(result));
  });
});
