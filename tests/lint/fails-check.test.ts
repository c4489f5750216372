import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { thresholds } from '../../src/lint/config.ts';
import { failsCheck } from '../../src/lint/fails-check.ts';
import { lint } from '../../src/lint/index.ts';
import { announceHadolint, hadolint } from '../peers/hadolint.ts';

/** A Dockerfile whose gravest finding is of the severity. */
const texts = {
  error: 'FROM debian:12\nRUN sudo a\nUSER 1000\n',
  warning: 'FROM debian\nUSER 1000\n',
  info: 'FROM debian:12\nUSER 1000\nRUN a\nRUN b\n',
  style: 'FROM debian:12\nLABEL A=b\nUSER 1000\n',
  none: 'FROM debian:12\nUSER 1000\n',
};
const cases = Object.entries(texts).flatMap(([worst, text]) =>
  [undefined, ...thresholds].map((failureThreshold) => ({ worst, text, failureThreshold })),
);

function hadolintFails(text: string, options: readonly string[]): boolean {
  try {
    execFileSync(hadolint!, [...options, '-'], { input: text, stdio: ['pipe', 'ignore', 'ignore'] });
    return false;
  } catch {
    return true;
  }
}

announceHadolint();
describe.runIf(hadolint)('a check', () => {
  it.each(cases)('of $worst with the threshold $failureThreshold fails as hadolint does', async (one) => {
    const { text, failureThreshold } = one;
    const options = failureThreshold ? ['--failure-threshold', failureThreshold] : [];
    expect(failsCheck(await lint(text), { failureThreshold })).toBe(hadolintFails(text, options));
  });
  it('never fails where the configuration says so', async () => {
    expect(failsCheck(await lint(texts.error), { noFail: true })).toBe(hadolintFails(texts.error, ['--no-fail']));
  });
});
