import { shellTextLimit } from '../../dockerfile/shell.ts';
import { limits, type GaveUpReason } from './shellcheck.ts';

/** Said in place of ShellCheck's findings, so that none of them is not taken for a clean script. */
export const notAnalysed = {
  id: 'PL2001',
  source: 'plimsoll',
  severity: 'info',
  summary: 'ShellCheck gave up on this script',
  help:
    'ShellCheck’s time and memory grow fast with some scripts, so it is stopped before it harms the page. ' +
    'Split the script, or move it to a file and run ShellCheck there.',
} as const;

const reasons: Readonly<Record<GaveUpReason | 'length', string>> = {
  time: `it took more than ${limits.milliseconds / 1000} seconds`,
  memory: `it took more than ${limits.bytes / 1024 / 1024} MB of memory`,
  crash: 'it crashed',
  'not-loaded': 'it could not be loaded',
  length: `the script has more than ${shellTextLimit.toLocaleString('en')} characters`,
};

export function whyNotAnalysed(reason: GaveUpReason | 'length', keyword: string): string {
  return `ShellCheck gave up on this ${keyword}: ${reasons[reason]}`;
}
