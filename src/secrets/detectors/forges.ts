import { crc32Of } from '../checksums.ts';
import type { Detector } from '../detector.ts';

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The last six characters are the CRC-32 of those between the prefix and them, in base 62. */
export function endsInItsChecksum(token: string): boolean {
  const body = token.slice(token.indexOf('_') + 1);
  let checksum = crc32Of(body.slice(0, -6));
  let written = '';
  for (; written.length < 6; checksum = Math.floor(checksum / 62)) written = `${digits[checksum % 62]}${written}`;
  return body.endsWith(written);
}

/** Code hosts and registries of packages and images. */
export const forges: readonly Detector[] = [
  {
    // https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
    id: 'github-token',
    title: 'GitHub token',
    severity: 'error',
    anchors: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'],
    pattern: /(?<![A-Za-z0-9_])gh[pousr]_[A-Za-z0-9]{36,251}(?![A-Za-z0-9_])/y,
    distinctive: true,
    // One that was shortened or made up does not open anything, but who knows.
    check: (value) => (endsInItsChecksum(value) ? 'error' : 'warning'),
    rotate: 'Revoke it under Settings, Developer settings, Personal access tokens of the account on github.com.',
  },
];
