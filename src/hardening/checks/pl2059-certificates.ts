import { resolvePath } from '../../rootfs/resolve-path.ts';
import type { HardeningCheck } from '../check.ts';
import { certificateDirectories, certificateFiles } from '../data-places.ts';
import type { HardenedImage } from '../hardened-image.ts';
import { absolute, directoriesOf, fileAt, variableOf } from '../program-search.ts';
import { verdictOnStatic } from '../static-program.ts';

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
    [...certificateFiles, ...(file ? [absolute(file, config)] : [])].some(
      (path) => fileAt(image, path).node !== null,
    ) || [...certificateDirectories, ...named].some((path) => hasCertificateIn(image, path))
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
