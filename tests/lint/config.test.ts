import { describe, expect, it } from 'vitest';
import { lint, type LintConfig } from '../../src/lint/index.ts';
import { announceHadolint, hadolint, runHadolintOnAll } from '../peers/hadolint.ts';

const text = '# hadolint ignore=DL3004\nFROM debian\n# hadolint ignore=DL3004\nRUN sudo x\n';

/** Configurations and what is left of DL3004 and DL3006; the same as hadolint's. */
const cases: readonly (readonly [config: LintConfig, left: readonly string[]])[] = [
  [{}, ['DL3006 warning']],
  [{ ignored: ['DL3006'] }, []],
  [{ ignored: ['dl3006'] }, ['DL3006 warning']],
  [{ override: { error: ['DL3006'] } }, ['DL3006 error']],
  [{ override: { info: ['DL3006'], style: ['DL3006'] } }, ['DL3006 info']],
  [{ ignored: ['DL3006'], override: { error: ['DL3006'] } }, []],
  [{ disableIgnorePragma: true }, ['DL3006 warning', 'DL3004 error']],
];

const keysOf = (findings: readonly { code: string; severity: string }[]): string[] =>
  findings
    .filter(({ code }) => code === 'DL3004' || code === 'DL3006')
    .map(({ code, severity }) => `${code} ${severity}`);

describe('the configuration', () => {
  it.each(cases)('%j leaves %j', async (config, left) => expect(keysOf(await lint(text, config))).toEqual(left));

  announceHadolint();
  it.runIf(hadolint).each(cases)('%j is read as hadolint reads it', async (config, left) => {
    const [theirs = []] = (await runHadolintOnAll([text], config)) ?? [];
    expect(keysOf(theirs.map(({ code, level }) => ({ code, severity: level })))).toEqual(left);
  });
});
