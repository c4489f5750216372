import { resolvePath } from '../../rootfs/resolve-path.ts';
import type { HardeningCheck } from '../check.ts';
import type { HardenedImage } from '../hardened-image.ts';
import { absolute, directoriesOf, fileAt, variableOf } from '../program-search.ts';
import { verdictOnStatic } from '../static-program.ts';

/** Where the libraries of Go, Rust and OpenSSL look for certificates of authorities. */
const files = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];
const directories = ['/etc/ssl/certs', '/etc/pki/tls/certs', '/usr/local/share/ca-certificates'];

function hasCertificateIn({ rootfs }: HardenedImage, directory: string): boolean {
  const { node } = resolvePath(rootfs, directory);
  const children = node === null ? [] : rootfs.childrenOf(node);
  return children.some((child) => rootfs.isThere(child) && /\.(?:pem|crt|0)$/.test(rootfs.nameOf(child)));
}

function hasCertificates(image: HardenedImage): boolean {
  const { config } = image.image;
  const file = variableOf(config, 'SSL_CERT_FILE');
  const named = directoriesOf(variableOf(config, 'SSL_CERT_DIR') ?? '', config);
  return (
    [...files, ...(file ? [absolute(file, config)] : [])].some((path) => fileAt(image, path).node !== null) ||
    [...directories, ...named].some((path) => hasCertificateIn(image, path))
  );
}

export const certificates: HardeningCheck = {
  code: 'PL2059',
  source: 'plimsoll',
  also: [],
  severity: 'info',
  group: 'start',
  title: 'A static program has certificates of authorities',
  why: 'A static program brings no packages with it, and an image made from scratch has no certificates: connections by TLS then fail with “unknown authority”.',
  fix: 'If it makes TLS connections: COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/.',
  check(image) {
    return verdictOnStatic(image, ({ subject, where }) => {
      if (hasCertificates(image)) return [];
      const message = `${subject} is linked statically, and the image has no certificates of authorities: if it makes TLS connections, it can trust none.`;
      return [{ message, ...where }];
    });
  },
};
