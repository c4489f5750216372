// Histories and Dockerfiles of any size and any text: bounded time, indexes in range, the order kept.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { matchDockerfile } from '../../src/history/match-dockerfile.ts';
import { layerLines } from '../../src/history/layer-lines.ts';
import type { HistoryEntry } from '../../src/image/model.ts';
import { property } from '../properties/support/property.ts';

function toHistory(entries: readonly { createdBy: string; comment?: string; emptyLayer?: boolean }[]): HistoryEntry[] {
  let layer = 0;
  return entries.map(({ createdBy, comment = '', emptyLayer = false }) => {
    return { createdBy, comment, created: null, emptyLayer, layer: emptyLayer ? null : layer++ };
  });
}

const runs = (count: number, text: (index: number) => string): string[] =>
  Array.from({ length: count }, (_, index) => text(index));

/** The quickest of some, in milliseconds of the processor: others use the machine too. */
function time(dockerfile: string, history: readonly HistoryEntry[]): number {
  const times = runs(4, () => '').map(() => {
    const parsed = parseDockerfile(dockerfile);
    const from = process.cpuUsage();
    matchDockerfile(parsed, history);
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

const command = (index: number): string => `apt-get install -y package-${index} && rm -rf /var/lib/apt/lists/${index}`;

test('60 instructions beside 100 entries: 20 ms at most', () => {
  const text = `FROM a\n${runs(60, (index) => `RUN ${command(index)}\n`).join('')}`;
  const history = toHistory(runs(100, (index) => `RUN /bin/sh -c ${command(index - 40)} # buildkit`).map((createdBy) => ({ createdBy }))); // prettier-ignore
  expect(matchDockerfile(parseDockerfile(text), history)).toMatchObject({ verdict: 'built', baseEntries: 40 });
  expect(time(text, history)).toBeLessThan(20);
});

test.each<[string, string, (index: number) => string]>([
  ['different commands', `FROM a\n${runs(19_000, (index) => `RUN c${index}\n`).join('')}`, (index) => `RUN d${index}`],
  ['one command all over', `FROM a\n${'RUN x\n'.repeat(19_000)}`, () => 'RUN x'],
  ['many ports', `FROM a\n${'EXPOSE 1-16 2 30-900\n'.repeat(19_000)}`, (index) => `EXPOSE map[${index}/tcp:{}]`],
  ['many arguments', `FROM a\n${runs(9_000, (index) => `ARG A${index}=$A${index - 1}x\n`).join('')}RUN x\n`, (index) => `|2 A${index}=1 B=2 /bin/sh -c x`],
  ['a variable that grows', `FROM a\nENV A=${'x'.repeat(3_000)}\n${'ENV A=$A-$A\nCOPY $A /\n'.repeat(5_000)}`, () => 'COPY a /'],
  ['scratch', `FROM scratch\n${'COPY a /\n'.repeat(40)}`, () => `/bin/sh -c #(nop) COPY file:${'a'.repeat(64)} in / `],
])('10,000 entries and a large Dockerfile, %s: 1 s at most', (_, text, entry) => {
  const history = toHistory(runs(10_000, entry).map((createdBy) => ({ createdBy })));
  expect(time(text, history)).toBeLessThan(1000);
}); // prettier-ignore

test('10,000 entries: the lines at their end are found', () => {
  const history = toHistory(runs(10_000, (index) => `RUN /bin/sh -c ${command(index)} # buildkit`).map((createdBy) => ({ createdBy }))); // prettier-ignore
  const text = `FROM a\nRUN ${command(9_998)}\nRUN ${command(9_999)}\n`;
  const match = matchDockerfile(parseDockerfile(text), history);
  expect(match).toMatchObject({ verdict: 'built', baseEntries: 9_998 });
  expect(match.lines.map(({ layer }) => layer)).toEqual([9_998, 9_999]);
});

test('a Dockerfile of 5,000 lines built it, and some were edited since', () => {
  const lines = runs(5_000, (index) => `RUN ${command(index)}`);
  const history = toHistory(lines.map((createdBy) => ({ createdBy })));
  const edited = lines.map((line, index) => (index % 100 === 7 ? `${line} now` : line));
  const match = matchDockerfile(parseDockerfile(`FROM a\n${edited.join('\n')}\n`), history);
  expect(match.verdict).toBe('similar');
  expect(match.lines.filter(({ kind }) => kind === 'same')).toHaveLength(4_950);
  expect(match.lines.every(({ layer, line }) => layer === null || layer === line - 2)).toBe(true);
});

const word = fc.constantFrom(
  'a',
  'b',
  '/srv',
  '.',
  '$A',
  '${B:-c}',
  '--chown=x',
  '"q r"',
  'in',
  '<<EOF',
  '[',
  '|1',
  '*',
);
const keyword = fc.constantFrom('RUN', 'COPY', 'ADD', 'ENV', 'ARG', 'WORKDIR', 'CMD', 'ENTRYPOINT', 'EXPOSE', 'ONBUILD RUN', 'LABEL', 'HEALTHCHECK', 'SHELL', 'FROM a AS', 'USER', 'X'); // prettier-ignore
const instruction = fc.tuple(keyword, fc.array(word, { maxLength: 4 })).map(([name, words]) => [name, ...words].join(' ')); // prettier-ignore
const dockerfileText = fc
  .array(fc.oneof({ weight: 5, arbitrary: instruction }, { weight: 1, arbitrary: fc.string() }), { maxLength: 12 })
  .map((lines) => ['FROM base', ...lines].join('\n').replaceAll('\0', ''));

const entryOf = (text: string, form: number): string => {
  const made = [`/bin/sh -c #(nop) ${text}`, `${text} # buildkit`, text, text.replace(/^RUN /, '/bin/sh -c ')];
  return made[form % made.length]!;
};
const entry = fc.record({
  createdBy: fc.oneof(
    { weight: 5, arbitrary: fc.tuple(instruction, fc.nat({ max: 3 })).map(([text, form]) => entryOf(text, form)) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  ),
  comment: fc.constantFrom('', 'FROM 0123456789ab', 'FROM docker.io/library/base:latest', 'buildkit.dockerfile.v0'),
  emptyLayer: fc.boolean(),
});

property(
  'any Dockerfile beside any history',
  0.5,
  fc.tuple(dockerfileText, fc.array(entry, { maxLength: 16 }), fc.integer({ min: -1, max: 1 })),
  ([text, entries, more]) => {
    const dockerfile = parseDockerfile(text);
    const history = toHistory(entries);
    const made = history.filter(({ emptyLayer }) => !emptyLayer).length;
    const layerCount = Math.max(0, made + more);
    const { verdict, sentence, score, lines, unexplained, baseEntries } = matchDockerfile(
      dockerfile,
      history,
      layerCount,
    );
    expect(sentence).toMatch(/\.$/);
    expect(score >= 0 && score <= 1).toBe(true);
    const entriesOfLines = lines.flatMap(({ entry: at }) => (at === null ? [] : [at]));
    const layers = lines.flatMap(({ layer }) => (layer === null ? [] : [layer]));
    expect(entriesOfLines).toEqual([...new Set(entriesOfLines)].sort((a, b) => a - b));
    expect(layers).toEqual([...new Set(layers)].sort((a, b) => a - b));
    expect(entriesOfLines.every((at) => at >= 0 && at < history.length)).toBe(true);
    expect(layers.every((layer) => layer >= 0 && layer < layerCount)).toBe(true);
    expect(unexplained.every((at) => at < history.length && !entriesOfLines.includes(at))).toBe(true);
    expect(baseEntries === null || (baseEntries >= 0 && baseEntries <= history.length)).toBe(true);
    if (verdict === 'other' || verdict === 'no history') expect([...entriesOfLines, ...layers]).toEqual([]);
    if (layerCount !== made) expect(layers).toEqual([]);
    for (const { layer, entry: at } of lines) if (layer !== null) expect(history[at!]!.layer).toBe(layer);
    expect(layerLines({ lines }, layerCount)).toHaveLength(layerCount);
  },
);

/** Commands that are all different: whatever was edited since, a line that has a layer has its own. */
const edits = fc.array(fc.constantFrom('keep', 'keep', 'keep', 'edit', 'drop', 'add'), { minLength: 3, maxLength: 30 });

property('a Dockerfile that was edited since gives no layer to a wrong line', 0.5, edits, (changes) => {
  const history = toHistory([
    { createdBy: '/bin/sh -c #(nop) ADD file:1 in / ' },
    { createdBy: '/bin/sh -c #(nop)  CMD ["bash"]', emptyLayer: true },
    ...changes.map((_, index) => ({ createdBy: `RUN /bin/sh -c step ${index} # buildkit` })),
  ]);
  const own = new Map<number, number>();
  const lines = ['FROM a'];
  changes.forEach((change, index) => {
    if (change === 'add') lines.push(`RUN new ${index}`);
    if (change === 'keep' || change === 'add') own.set(index + 1, lines.push(`RUN step ${index}`));
    if (change === 'edit') lines.push(`RUN step ${index} changed`);
  });
  const match = matchDockerfile(parseDockerfile(`${lines.join('\n')}\n`), history);
  for (const { layer, line } of match.lines) if (layer !== null) expect(line).toBe(own.get(layer));
  if (changes.every((change) => change === 'keep')) expect(match.verdict).toBe('built');
});
