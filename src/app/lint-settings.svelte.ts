import { FaultError } from '../fault.ts';
import type { HadolintConfig } from '../lint/config.ts';
import { setOtherwise } from '../lint/rule-settings.ts';

/**
 * How Dockerfiles are linted: as a dropped `.hadolint.yaml` says, or as hadolint does without one; and what the rule book
 * changes of that. It is of this visit: what was forgotten in a browser would hide findings, and a file is what CI reads too.
 */
export class LintSettings {
  config = $state.raw<HadolintConfig>({});
  /** The file that the configuration came from. */
  file = $state<string | null>(null);
  /** What that says. */
  private ofFile = $state.raw<HadolintConfig>({});
  /** Codes of rules that are set otherwise than the file, or than hadolint without one. */
  readonly changed = $derived(setOtherwise(this.ofFile, this.config));

  /**
   * Takes what a dropped file sets. Throws a FaultError where something in it can't be used: where nothing of it can,
   * what was set before stays.
   */
  async read(fileName: string, text: string): Promise<void> {
    // The YAML parser weighs more than many a view.
    const { readHadolintYaml } = await import('../lint/read-hadolint-yaml.ts');
    const { config, problems } = readHadolintYaml(text);
    if (config) {
      this.config = config;
      this.ofFile = config;
      this.file = fileName;
    }
    const used = config !== null;
    if (problems.length > 0)
      throw new FaultError({ kind: 'lint-settings', fileName, used, detail: problems.join(' ') });
  }

  /** Forgets what the rule book changed. */
  resetChanges(): void {
    this.config = this.ofFile;
  }

  reset(): void {
    this.config = {};
    this.ofFile = {};
    this.file = null;
  }
}
