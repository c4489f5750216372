import {
  defaultCiSettings,
  evaluateCi,
  type CiResult,
  type CiRuleId,
  type CiSetting,
  type CiSettings,
} from '../analysis/ci/ci-rules.ts';
import type { VulnerabilitySettings } from '../analysis/ci/vulnerability-rule.ts';
import type { DiveNumbers } from '../rootfs/dive-model.ts';

/** The CI rules that images are judged by: from a dropped `.dive-ci`, set in the page, or dive's own. */
export class CiRules {
  /** Null while nobody set any: then the report holds none. */
  settings = $state.raw<CiSettings | null>(null);
  /** The file that they came from, as long as nothing was changed since. */
  file = $state<string | null>(null);

  /** What counts: as set, else as dive has it. */
  readonly inForce = $derived(this.settings ?? defaultCiSettings);

  /** Takes the rules of a dropped file; throws a FaultError where it can't be read, and keeps what was set before. */
  async read(fileName: string, text: string): Promise<void> {
    // The YAML parser weighs more than many a view.
    const { readDiveCi } = await import('../analysis/ci/read-dive-ci.ts');
    this.settings = readDiveCi(text, fileName);
    this.file = fileName;
  }

  /** What the rules in force say of an image's numbers. */
  judge(numbers: DiveNumbers): CiResult {
    return evaluateCi(this.inForce, numbers);
  }

  set(id: CiRuleId, setting: CiSetting): void {
    if (this.inForce[id] === setting) return;
    this.settings = { ...this.inForce, [id]: setting };
    this.file = null;
  }

  /** The rule for vulnerabilities, beside dive's. */
  setVulnerabilities(vulnerabilities: VulnerabilitySettings): void {
    this.settings = { ...this.inForce, vulnerabilities };
    this.file = null;
  }

  reset(): void {
    this.settings = null;
    this.file = null;
  }
}
