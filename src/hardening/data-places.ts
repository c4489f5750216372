/** Where the libraries of Go, Rust and OpenSSL look for certificates of authorities. */
export const certificateFiles: readonly string[] = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];
export const certificateDirectories: readonly string[] = [
  '/etc/ssl/certs',
  '/etc/pki/tls/certs',
  '/usr/local/share/ca-certificates',
];

/** Where they look for data of time zones. */
export const zoneDirectories: readonly string[] = [
  '/usr/share/zoneinfo',
  '/usr/share/lib/zoneinfo',
  '/usr/lib/locale/TZ',
  '/etc/zoneinfo',
];
