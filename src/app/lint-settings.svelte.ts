import { FaultError } from '../fault.ts';
import type { HadolintConfig } from '../lint/config.ts';

/** How Dockerfiles are linted: as a dropped `.hadolint.yaml` says, or as hadolint does without one. */
export class LintSettings {
  config = $state.raw<HadolintConfig>({});
  /** The file that the configuration came from. */
  file = $state<string | null>(null);

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
      this.file = fileName;
    }
    if (problems.length > 0) throw new FaultError({ kind: 'lint-settings', fileName, detail: problems.join(' ') });
  }

  reset(): void {
    this.config = {};
    this.file = null;
  }
}
