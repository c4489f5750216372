import { expect, it } from 'vitest';
import { auditDockerfile, type AuditInput, type DockerfileAudit } from '../../src/lint/audit-dockerfile.ts';
import { lint, type Finding } from '../../src/lint/index.ts';
import { nodeShellCheck } from '../../src/lint/shellcheck/node-program.ts';

type Options = Partial<Pick<AuditInput, 'config' | 'answers'>>;

const audit = (text: string, { config = {}, answers = null }: Options = {}): Promise<DockerfileAudit> =>
  auditDockerfile({ fileName: 'Dockerfile', text, config, image: null, answers });

const shellCodes = (findings: readonly Finding[]): string[] =>
  findings.map(({ code }) => code).filter((code) => /^SC|^PL2/.test(code));

it('names what ShellCheck is to be asked, and with the answers finds what lint finds', async () => {
  const text = 'FROM debian:12\nARG X\nRUN echo $X $Y\nRUN cd y; z\nRUN cd y; z\n';
  const first = await audit(text);
  expect(first.questions).toEqual(['#!/bin/sh\nexport X=1\necho $X $Y', '#!/bin/sh\ncd y; z']);
  expect(shellCodes(first.findings)).toEqual([]);
  const asked = (first.questions ?? []).map(async (question) => [question, await nodeShellCheck.check(question)] as const); // prettier-ignore
  const second = await audit(text, { answers: await Promise.all(asked) });
  expect(second).toEqual({ ...first, findings: await lint(text), questions: null });
  expect(shellCodes(second.findings)).toEqual(['SC2086', 'SC2164', 'SC2164']);
});

it.each([
  ['no script', 'FROM debian:12\nRUN ["a", "b"]\n', {}],
  ['ShellCheck switched off', 'FROM debian:12\nRUN echo $X\n', { config: { shellcheck: false } }],
])('has nothing more to come with %s', async (_, text, options) => {
  expect((await audit(text, options)).questions).toBeNull();
});

it('says in the end what is too long to be asked about', async () => {
  const text = `FROM debian:12\nRUN ${'echo $X; '.repeat(8_000)}\n`;
  expect((await audit(text)).questions).toEqual([]);
  expect(shellCodes((await audit(text, { answers: [] })).findings)).toEqual(['PL2001']);
});

it('says what nobody has answered', async () => {
  const text = 'FROM debian:12\nRUN echo $X\n';
  expect(shellCodes((await audit(text, { answers: [] })).findings)).toEqual(['PL2001']);
});
