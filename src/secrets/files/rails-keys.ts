import type { SecretFile } from '../secret-file.ts';

/** https://guides.rubyonrails.org/security.html#custom-credentials: 32 hex digits, and nothing else. */
const content = /^[0-9a-f]{32}\s{0,2}$/;

export const railsKeys: readonly SecretFile[] = [
  {
    id: 'rails-master-key',
    title: 'Key of Rails’ credentials',
    severity: 'error',
    selects: (path, bytes) =>
      /\/config\/(?:master|credentials\/[^/]{1,60})\.key$/.test(path) &&
      bytes.length <= 34 &&
      content.test(String.fromCharCode(...bytes)),
    rotate:
      'Change every secret in the credentials file, and encrypt it again with a new key (rails credentials:edit).',
  },
];
