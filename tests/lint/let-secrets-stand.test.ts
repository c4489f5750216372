import { expect, it } from 'vitest';
import { auditDockerfile } from '../../src/lint/audit-dockerfile.ts';
import { letSecretsStand } from '../../src/lint/let-secrets-stand.ts';
import { parseIgnoreList } from '../../src/secrets/ignore-list.ts';
import { githubToken } from '../support/image-secrets.ts';

const text = `FROM a:1\nUSER 1\nENV GITHUB_TOKEN=${githubToken}\n# ${githubToken}\n`;
const audited = auditDockerfile({
  fileName: 'app/Dockerfile',
  text,
  config: { shellcheck: false },
  image: null,
  answers: [],
});

const codesWith = async (list: string): Promise<string[]> =>
  letSecretsStand(await audited, 'app/Dockerfile', parseIgnoreList(list).entries).findings.map(
    ({ code, at }) => `${code}:${at?.line}`,
  );
const all = ['DL3064:3', 'PL1016:3', 'PL1016:4'];

it.each([
  ['', all],
  ['* env:GITHUB_TOKEN * # a', all],
  ['* dockerfile:Dockerfile * # a', all],
  ['aws-access-key-id dockerfile:app/Dockerfile * # a', all],
  ['* dockerfile:app/Dockerfile * # a', ['DL3064:3']],
  ['github-token dockerfile:** * # a', ['DL3064:3']],
])('with the list %j the findings are %j', async (list, codes) => {
  expect(await codesWith(list)).toEqual(codes);
});

it('keeps the list of secrets whole', async () => {
  const audit = await audited;
  const { entries } = parseIgnoreList('* dockerfile:** * # a');
  expect(letSecretsStand(audit, 'app/Dockerfile', entries).secrets).toBe(audit.secrets);
  expect(letSecretsStand(audit, 'app/Dockerfile', [])).toBe(audit);
});

it('of two on one line, only the one whose value the list names goes', async () => {
  const other = `gh${'s_'}${'a1B2'.repeat(9)}`;
  const audit = await auditDockerfile({
    fileName: 'Dockerfile',
    text: `FROM a:1\nUSER 1\nENV A=${other} B=${githubToken}\n`,
    config: { shellcheck: false },
    image: null,
    answers: [],
  });
  const [first] = audit.secrets;
  const { entries } = parseIgnoreList(`* * sha256:${first?.hash.slice(0, 16)} # a`);
  const messages = letSecretsStand(audit, 'Dockerfile', entries).findings.map(({ message }) => message);
  expect(messages).toEqual(['GitHub token in ENV B: ghp_…17']);
});
