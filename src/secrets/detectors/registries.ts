import type { Severity } from '../../severity.ts';
import { always, textOfBase64, tokenCheck } from '../checks.ts';
import { crc32Of, endsInItsChecksum } from '../checksums.ts';
import type { Detector } from '../detector.ts';
import { entropyOf } from '../entropy.ts';

const signatureLength = 32;

/**
 * PyPI's tokens are macaroons, version 2: what they say, and at the end field 6, the signature of 32 bytes. One whose end
 * was cut off does not open anything, but who knows.
 * https://github.com/rescrv/libmacaroons/blob/master/doc/format.txt
 */
function severityOfMacaroon(token: string): Severity {
  const fields = textOfBase64(token.slice('pypi-'.length));
  return fields?.at(-signatureLength - 2) === '\x06' && fields.at(-signatureLength - 1) === ' ' ? 'error' : 'warning';
}

const base32 = 'abcdefghijklmnopqrstuvwxyz234567';
const fillBits = (character: string, bits: number): boolean => base32.indexOf(character) % (1 << bits) === 0;

/**
 * NuGet's keys are two parts in base32: 'v4' and ten bytes, then sixteen bytes. Each part's last character is filled up with
 * zeros. https://github.com/NuGet/NuGetGallery, ApiKeyV4
 */
const isNuGetKey = (key: string): boolean => fillBits(key.charAt(19), 4) && fillBits(key.charAt(45), 2);

/** JFrog's reference tokens: a version, when they end (0 for never), and what they refer to. */
const isReferenceToken = (token: string): boolean =>
  /^reftkn:\d\d:\d{10}:[A-Za-z0-9]{20,}$/.test(textOfBase64(token) ?? '');

/**
 * The last eight characters are the CRC-32 of all before them, in hex digits.
 * https://packagist.com/docs/composer-authentication, "Token format"
 */
const endsInHexChecksum = (token: string): boolean =>
  crc32Of(token.slice(0, -8)).toString(16).padStart(8, '0') === token.slice(-8);

const isMixed = (value: string): boolean => /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value);

/** Registries of packages and images. */
export const registries: readonly Detector[] = [
  {
    // https://github.blog/security/announcing-npms-new-access-token-format/
    id: 'npm-token',
    title: 'npm access token',
    severity: 'error',
    anchors: ['npm_'],
    pattern: /npm_[A-Za-z0-9]{36}/y,
    distinctive: true,
    check: tokenCheck((value) =>
      endsInItsChecksum(value) ? 'error' : isMixed(value.slice('npm_'.length)) ? 'warning' : null,
    ),
    rotate: 'Revoke it under Access Tokens of the account on npmjs.com, or by npm token revoke.',
  },
  {
    // https://pypi.org/help/#apitoken; the rest of the prefix is the place that the macaroon is for.
    id: 'pypi-token',
    title: 'PyPI API token',
    severity: 'error',
    anchors: ['pypi-AgEIcHlwaS5vcmc', 'pypi-AgENdGVzdC5weXBpLm9yZw'],
    pattern: /pypi-AgE(?:IcHlwaS5vcmc|NdGVzdC5weXBpLm9yZw)(?:(?!pypi-)[A-Za-z0-9_-]){50,1500}={0,2}/y,
    reach: 1600,
    distinctive: true,
    check: tokenCheck(severityOfMacaroon),
    rotate: 'Remove it under Account settings, API tokens on pypi.org.',
  },
  {
    // https://docs.docker.com/security/access-tokens/
    id: 'docker-hub-token',
    title: 'Docker Hub access token',
    severity: 'error',
    anchors: ['dckr_pat_', 'dckr_oat_'],
    pattern: /dckr_[po]at_(?:(?!dckr_)[A-Za-z0-9_-]){27,40}/y,
    distinctive: true,
    check: tokenCheck(always('error')),
    rotate:
      'Delete it under Account settings, Personal access tokens (or the organization’s Access tokens) at app.docker.com.',
  },
  {
    // https://guides.rubygems.org/api-key-scopes/; 24 bytes: https://github.com/rubygems/rubygems.org, generate_rubygems_key
    id: 'rubygems-key',
    title: 'RubyGems API key',
    severity: 'error',
    anchors: ['rubygems_'],
    pattern: /rubygems_[0-9a-f]{48}/y,
    distinctive: true,
    check: tokenCheck(always('error')),
    rotate: 'Delete it under Settings, API keys of the account on rubygems.org.',
  },
  {
    // https://github.com/rust-lang/crates.io, TOKEN_PREFIX and TOKEN_LENGTH; those of trusted publishing end by themselves.
    id: 'crates-io-token',
    title: 'crates.io API token',
    severity: 'error',
    anchors: ['cio'],
    pattern: /(?<![A-Za-z0-9_])cio(?:_tp_)?[A-Za-z0-9]{32}(?![A-Za-z0-9_])/y,
    check: tokenCheck((value) => {
      if (!isMixed(value.slice(3)) || entropyOf(value) <= 3.7) return null;
      return value.startsWith('cio_tp_') ? 'warning' : 'error';
    }),
    rotate: 'Revoke it under Account Settings, API Tokens on crates.io.',
  },
  {
    id: 'nuget-key',
    title: 'NuGet API key',
    severity: 'error',
    anchors: ['oy2'],
    pattern: /(?<![A-Za-z0-9_])oy2[a-p][a-z2-7]{42}(?![A-Za-z0-9_])/y,
    check: tokenCheck((value) => (isNuGetKey(value) ? 'error' : null)),
    rotate: 'Delete it under API Keys of the account on nuget.org.',
  },
  {
    // No more made since the end of 2024, those that were made still open where they are allowed.
    id: 'artifactory-key',
    title: 'Artifactory API key',
    severity: 'error',
    anchors: ['AKCp'],
    pattern: /(?<![A-Za-z0-9+/_-])AKCp[A-Za-z0-9]{69}(?![A-Za-z0-9+/=_-])/y,
    check: tokenCheck((value) => (isMixed(value) && entropyOf(value) > 4.5 ? 'error' : null)),
    rotate: 'Revoke it in the user’s profile in Artifactory.',
  },
  {
    id: 'artifactory-reference-token',
    title: 'JFrog reference token',
    severity: 'error',
    anchors: ['cmVmdGtuOj'],
    pattern: /cmVmdGtuOj(?:(?!cmVmdGtuOj)[A-Za-z0-9]){54}/y,
    distinctive: true,
    check: tokenCheck((value) => (isReferenceToken(value) ? 'error' : null)),
    rotate: 'Revoke it under User Management, Access Tokens of the JFrog platform, or in the user’s profile.',
  },
  {
    // Of an organization (to read, to update), a user, and Conductor.
    id: 'packagist-token',
    title: 'Private Packagist token',
    severity: 'error',
    anchors: ['packagist_'],
    pattern: /packagist_[a-z]{3}_[0-9a-f]{68}/y,
    distinctive: true,
    check: tokenCheck((value) => (endsInHexChecksum(value) ? 'error' : 'warning')),
    rotate: 'Delete it under Authentication tokens of the organization or user on packagist.com.',
  },
  {
    // https://github.com/clojars/clojars-web/wiki/Deploy-Tokens; 30 bytes: src/clojars/db.clj there.
    id: 'clojars-token',
    title: 'Clojars deploy token',
    severity: 'error',
    anchors: ['CLOJARS_'],
    pattern: /CLOJARS_[0-9a-f]{60}/y,
    distinctive: true,
    check: tokenCheck(always('error')),
    rotate: 'Disable it under Deploy Tokens of the account on clojars.org.',
  },
];
