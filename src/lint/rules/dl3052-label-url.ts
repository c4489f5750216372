import { reportInvalid } from '../labels.ts';
import type { Rule } from '../rule.ts';

// RFC 3986, appendix A; what is percent-encoded is replaced before. A host in brackets is checked apart.
const plain = String.raw`\w.~!$&'()*+,;=\-`;
const uri = new RegExp(
  String.raw`^[a-z][a-z0-9+.-]*:` +
    String.raw`(?://(?:[${plain}:]*@)?(\[[^\]]*\]|[${plain}]*)(?::[0-9]*)?(?=[/?#]|$)|(?!//))` +
    String.raw`[${plain}:@/]*(?:\?[${plain}:@/?]*)?(?:#[${plain}:@/?]*)?$`,
  'i',
);

export function isUri(text: string): boolean {
  const match = uri.exec(text.replace(/%[0-9a-f]{2}/gi, '_'));
  if (!match) return false;
  return !match[1]?.startsWith('[') || URL.canParse(`http://${match[1]}/`);
}

export const labelUrl: Rule = {
  id: 'DL3052',
  source: 'hadolint',
  severity: 'warning',
  summary: 'A label that the schema declares as a URL holds something else',
  help: 'Tools turn such a label into a link. Write the whole address, with its scheme: https://example.com/docs.',
  noFix: 'Which address was meant is for you to know.',
  examples: {
    bad: ['LABEL docs=example.com/docs'],
    good: ['LABEL docs=https://example.com/docs', 'ARG SITE\nLABEL docs=$SITE'],
    config: { labelSchema: { docs: 'url' } },
  },
  check(dockerfile, report, config) {
    reportInvalid(dockerfile, report, config, { types: ['url'], isValid: isUri, wrong: 'is no URL' });
  },
};
