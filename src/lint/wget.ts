import type { OptionSyntax } from './options.ts';

// The manual of GNU wget: options whose value may stand in the next word. `-nv` is the letter n with the value v.
export const wgetSyntax: OptionSyntax = {
  long: new Set([
    '--accept', '--append-output', '--base', '--bind-address', '--body-data', '--body-file', '--ca-certificate',
    '--ca-directory', '--certificate', '--ciphers', '--config', '--connect-timeout', '--cut-dirs', '--default-page',
    '--directory-prefix', '--dns-timeout', '--domains', '--exclude-directories', '--exclude-domains', '--execute',
    '--header', '--http-password', '--http-user', '--include-directories', '--input-file', '--level', '--limit-rate',
    '--load-cookies', '--max-redirect', '--method', '--output-document', '--output-file', '--password', '--post-data',
    '--post-file', '--prefer-family', '--private-key', '--progress', '--quota', '--read-timeout', '--referer',
    '--reject', '--rejected-log', '--retry-on-http-error', '--save-cookies', '--secure-protocol', '--start-pos',
    '--timeout', '--tries', '--user', '--user-agent', '--wait', '--waitretry', '--warc-file',
  ]), // prettier-ignore
  short: 'aABDeiIlnoOPQRtTUwX',
};
