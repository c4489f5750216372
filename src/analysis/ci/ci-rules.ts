// The CI rules of dive 0.13 (`dive --ci`, `.dive-ci`), as the real program judges them: tests/peers/dive-ci.test.ts runs
// it beside this. https://github.com/wagoodman/dive#ci-integration
import type { DiveNumbers } from '../../rootfs/dive-model.ts';
import { goNumber } from './go-number.ts';
import { readByteCount, readRatio, type Threshold } from './thresholds.ts';
import type { CiVulnerabilityResult, VulnerabilitySettings } from './vulnerability-rule.ts';

export const ciRuleIds = ['lowestEfficiency', 'highestWastedBytes', 'highestUserWastedPercent'] as const;
export type CiRuleId = (typeof ciRuleIds)[number];

/** What a rule is set to, as it was written: YAML tells numbers from text. */
export type CiSetting = string | number;
export type CiSettings = Readonly<Record<CiRuleId, CiSetting>> & {
  /** Left out where nobody set them. */
  readonly vulnerabilities?: VulnerabilitySettings;
};

/** What dive goes by where a rule is not set. */
export const defaultCiSettings: CiSettings = {
  lowestEfficiency: '0.9',
  highestWastedBytes: 'disabled',
  highestUserWastedPercent: '0.1',
};

/**
 * pass, fail, skip: as dive prints them (skip: the rule is disabled). misconfigured: the setting cannot be read; then no
 * rule is checked, and the other ones are unchecked.
 */
export type CiRuleVerdict = 'pass' | 'fail' | 'skip' | 'misconfigured' | 'unchecked';

export interface CiRuleResult {
  id: CiRuleId;
  /** The setting as it was written. */
  setting: string;
  /** What the setting says: a share of 1, or bytes; null where the rule is disabled or misconfigured. */
  threshold: number | null;
  /** What the image has, as dive counts; null where that is infinite, which no JSON can say. */
  value: number | null;
  verdict: CiRuleVerdict;
  /** Why it failed, in dive's own words; why its setting can't be used, in ours; '' where there is nothing to say. */
  message: string;
}

export interface CiResult {
  rules: CiRuleResult[];
  /** A rule of our own; left out where it is not set. */
  vulnerabilities?: CiVulnerabilityResult;
  /**
   * dive ends with exit code 0 at pass, 1 at fail and misconfigured. unchecked: nothing failed, but what is known of
   * vulnerabilities is not enough to pass.
   */
  verdict: 'pass' | 'fail' | 'misconfigured' | 'unchecked';
}

interface CiRule {
  readonly read: (setting: CiSetting) => Threshold;
  readonly value: (numbers: DiveNumbers) => number;
  readonly fails: (value: number, threshold: number) => boolean;
  readonly message: (value: string, threshold: string) => string;
}

/**
 * dive divides by what the layers above the first one store. Where that is nothing, waste makes the share infinite, and
 * fails at any threshold.
 */
function userWastedPercent({ wastedBytes, userWastedPercent: share }: DiveNumbers): number {
  return wastedBytes > 0 && share === 0 ? Infinity : share;
}

const rules: Readonly<Record<CiRuleId, CiRule>> = {
  lowestEfficiency: {
    read: readRatio,
    value: ({ efficiency }) => efficiency,
    fails: (value, threshold) => threshold > value,
    message: (value, threshold) => `image efficiency is too low (efficiency=${value} < threshold=${threshold})`,
  },
  highestWastedBytes: {
    read: readByteCount,
    value: ({ wastedBytes }) => wastedBytes,
    fails: (value, threshold) => value > threshold,
    message: (value, threshold) => `too many bytes wasted (wasted-bytes=${value} > threshold=${threshold})`,
  },
  highestUserWastedPercent: {
    read: readRatio,
    value: userWastedPercent,
    fails: (value, threshold) => threshold < value,
    message: (value, threshold) =>
      `too many bytes wasted, relative to the user bytes added (%-user-wasted-bytes=${value} > threshold=${threshold})`,
  },
};

function judge(id: CiRuleId, setting: CiSetting, numbers: DiveNumbers): CiRuleResult {
  const rule = rules[id];
  const exact = rule.value(numbers);
  const result = { id, setting: String(setting), value: Number.isFinite(exact) ? exact : null };
  // Only this very word disables a rule.
  if (setting === 'disabled') return { ...result, threshold: null, verdict: 'skip', message: 'rule disabled' };
  const threshold = rule.read(setting);
  if (typeof threshold !== 'number')
    return { ...result, threshold: null, verdict: 'misconfigured', message: threshold.problem };
  const failed = rule.fails(exact, threshold);
  return {
    ...result,
    threshold: Number.isFinite(threshold) ? threshold : null,
    verdict: failed ? 'fail' : 'pass',
    message: failed ? rule.message(goNumber(exact, id), goNumber(threshold, id)) : '',
  };
}

/** Pass or fail of every rule. One that is misconfigured keeps dive from checking any, so nothing passes then. */
export function evaluateCi(settings: CiSettings, numbers: DiveNumbers): CiResult {
  const results = ciRuleIds.map((id) => judge(id, settings[id], numbers));
  if (results.some(({ verdict }) => verdict === 'misconfigured')) {
    return { rules: results.map(unchecked), verdict: 'misconfigured' };
  }
  return { rules: results, verdict: results.some(({ verdict }) => verdict === 'fail') ? 'fail' : 'pass' };
}

function unchecked(result: CiRuleResult): CiRuleResult {
  if (result.verdict === 'misconfigured') return result;
  const message = result.verdict === 'skip' ? result.message : 'not checked, because another rule can’t be read';
  return { ...result, verdict: 'unchecked', message };
}
