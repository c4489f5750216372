import { reportInvalid } from '../labels.ts';
import type { Rule } from '../rule.ts';

/** `a.b`: no part is empty. */
const isDotted = (text: string): boolean => text.split('.').every((part) => part !== '');

// RFC 5322, 3.4.1, comments and quoted names included. The name that may stand before `<a@b>` is not.
function isAddress(text: string): boolean {
  const address = text.replace(/\([^()]*\)/g, ' ');
  const at = address.lastIndexOf('@');
  const local = address.slice(0, Math.max(at, 0)).trim();
  const domain = address.slice(at + 1).trim();
  const isLocal = /^"[^"\\]*"$/.test(local) || (/^[\w.!#$%&'*+/=?^`{|}~-]+$/.test(local) && isDotted(local));
  if (/^\[[^[\]\\]*\]$/.test(domain)) return isLocal;
  const parts = domain.replace(/\.$/, '').split('.');
  return isLocal && parts.every((part) => /^[a-z0-9-]+$/i.test(part) && !/^-|-$/.test(part));
}

export const labelEmail: Rule = {
  id: 'DL3058',
  source: 'hadolint',
  severity: 'warning',
  summary: 'A label that the schema declares as an e-mail address holds something else',
  help: 'Whoever has a question about the image writes to this address. Write it alone, as team@example.com, without a name or mailto.',
  noFix: 'Which address was meant is for you to know.',
  examples: {
    bad: ['LABEL contact="The Team <team@example.com>"'],
    good: ['LABEL contact=team@example.com'],
    config: { labelSchema: { contact: 'email' } },
  },
  check(dockerfile, report, config) {
    reportInvalid(dockerfile, report, config, { types: ['email'], isValid: isAddress, wrong: 'is no e-mail address' });
  },
};
