import type { HadolintConfig } from '../../lint/config.ts';

const countOf = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const mostNamed = 5;
const named = (codes: readonly string[]): string =>
  codes.length <= mostNamed
    ? codes.join(', ')
    : `${codes.slice(0, mostNamed).join(', ')} and ${codes.length - mostNamed} more`;

/** What a configuration changes, in a few words each; empty where it changes nothing. */
export function settingsWords(config: HadolintConfig): string[] {
  const { ignored = [], override = {}, trustedRegistries = [], labelSchema = {} } = config;
  const given = Object.values(override).reduce((sum, codes) => sum + codes.length, 0);
  const labels = Object.keys(labelSchema).length;
  return [
    ignored.length > 0 ? `${countOf(ignored.length, 'rule', 'rules')} left out (${named(ignored)})` : '',
    given > 0 ? `${countOf(given, 'rule', 'rules')} with another severity` : '',
    trustedRegistries.length > 0 ? `images from ${trustedRegistries.join(', ')} alone` : '',
    labels > 0 ? countOf(labels, 'label asked for', 'labels asked for') : '',
    config.strictLabels ? 'no other labels' : '',
    config.disableIgnorePragma ? 'ignore comments have no effect' : '',
  ].filter((words) => words !== '');
}

/** What was changed of a file's settings. */
export function changedWords(codes: readonly string[]): string {
  if (codes.length === 0) return '';
  return `${countOf(codes.length, 'rule', 'rules')} changed in the rule book (${named(codes)})`;
}

/** From where on a check fails. */
export function thresholdWords({ failureThreshold = 'info', noFail }: HadolintConfig): string {
  if (noFail) return 'A check never fails.';
  if (failureThreshold === 'none' || failureThreshold === 'ignore') return 'A check fails at any finding.';
  return failureThreshold === 'error' ? 'A check fails at an error.' : `A check fails from ${failureThreshold} on.`;
}
