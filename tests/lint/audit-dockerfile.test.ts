import { expect, test } from 'vitest';
import { auditDockerfile, type AuditInput, type DockerfileAudit } from '../../src/lint/audit-dockerfile.ts';
import type { HistoryEntry } from '../../src/image/model.ts';
import { lint } from '../../src/lint/index.ts';
import type { Answered } from '../../src/lint/shellcheck/known-answers.ts';
import { parseOwnPatterns } from '../../src/secrets/own-patterns.ts';
import { nodeShellCheck } from '../../src/lint/shellcheck/node-program.ts';

const audit = (text: string, options: Partial<AuditInput> = {}): Promise<DockerfileAudit> =>
  auditDockerfile({ fileName: 'Dockerfile', text, config: {}, image: null, answers: [], ...options });

const codesOf = ({ findings }: DockerfileAudit): string[] => findings.map(({ code }) => code);

const answersTo = (questions: readonly string[]): Promise<Answered[]> =>
  Promise.all(questions.map(async (question): Promise<Answered> => [question, await nodeShellCheck.check(question)]));

const text = 'FROM debian\nENV X=1\nRUN echo $X $Y\nRUN cd y; z\n';

test('the first audit names what ShellCheck is to be asked, the second one has what it said', async () => {
  const first = await audit(text);
  expect(first.questions).toEqual(['#!/bin/sh\nexport X=1\necho $X $Y', '#!/bin/sh\ncd y; z']);
  expect(codesOf(first).filter((code) => code.startsWith('SC'))).toEqual([]);
  const second = await audit(text, { answers: await answersTo(first.questions) });
  expect(second).toEqual({ ...first, findings: await lint(text), questions: [] });
  expect(codesOf(second)).toEqual(expect.arrayContaining(['SC2086', 'SC2164', 'DL3006']));
});

test('what was said of a script stays while another one is looked at', async () => {
  const answers = await answersTo((await audit(text)).questions);
  const edited = await audit(text.replace('cd y; z', 'cd y; zz'), { answers });
  expect(edited.questions).toEqual(['#!/bin/sh\ncd y; zz']);
  expect(codesOf(edited)).toEqual(expect.arrayContaining(['SC2086']));
  expect(codesOf(edited)).not.toContain('SC2164');
});

test.each([
  ['FROM a\nRUN ["a"]\n', {}],
  ['FROM a\nCOPY a b\n', {}],
  [text, { config: { shellcheck: false } }],
] as const)('of %j with %j there is nothing to ask', async (given, options) => {
  expect((await audit(given, options)).questions).toEqual([]);
});

test('a script over the limit is no question, and is told', async () => {
  const found = await audit(`FROM a\nRUN ${'x '.repeat(40_000)}`);
  expect(found.questions).toEqual([]);
  expect(found.findings).toMatchObject([{ code: 'DL3006' }, { code: 'PL1006' }, { code: 'PL2001', line: 2 }]);
});

test('what patterns of the user’s own find is a finding, a secret and redacted, as long as they are there', async () => {
  const given = 'FROM debian:12\nUSER 1\nENV PORT=8125\n';
  const told = async (list: string | null): Promise<unknown[]> => {
    const config = { shellcheck: false, ...(list === null ? {} : { ownPatterns: parseOwnPatterns(list).patterns }) };
    const { findings, secrets, redactions } = await audit(given, { config });
    return [
      findings.map(({ code, severity, message, at }) => [code, severity, message, at?.line]),
      secrets.map(({ detector, severity }) => [detector, severity]),
      redactions.map(({ text: hidden }) => hidden),
    ];
  };
  const nothing = [[], [], []];
  expect(await told(null)).toEqual(nothing);
  expect(await told('ports warning /PORT=(?<value>[0-9]+)/ Port of ours\n')).toEqual([
    [['PL1016', 'warning', 'Port of ours in ENV PORT: …', 3]],
    [['own-ports', 'warning']],
    ['8125'],
  ]);
  expect(await told('ports error /ENV PORT=[0-9]+/ Another\n')).toEqual([
    [['PL1016', 'error', 'Another in ENV: EN…5', 3]],
    [['own-ports', 'error']],
    ['ENV PORT=8125'],
  ]);
  expect(await told('')).toEqual(nothing);
  expect(await told(null)).toEqual(nothing);
});

test('beside an image: the verdict, and the entry and layer of every line', async () => {
  const made = (createdBy: string, layer: number): HistoryEntry => {
    return { createdBy, created: null, comment: '', emptyLayer: false, layer };
  };
  const history = [made('/bin/sh -c #(nop) ADD file:1 in / ', 0), made('RUN /bin/sh -c make # buildkit', 1)];
  const image = { history, platform: 'linux/amd64', layerCount: 2 };
  const { match, layerLines, base } = await audit('FROM a\nRUN make\n', { image });
  expect(match).toMatchObject({ verdict: 'built', score: 1, unexplained: [], baseEntries: 1 });
  expect(match?.lines).toMatchObject([{ line: 2, keyword: 'RUN', kind: 'same', entry: 1, layer: 1 }]);
  expect(layerLines).toEqual([null, 2]);
  expect(base).toMatchObject({ layers: 1, name: 'a' });
  expect((await audit('FROM a\nRUN make\n')).match).toBeNull();
});
