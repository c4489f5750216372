import type { ArchiveImage } from '../../image/model.ts';
import { parseImageReference } from '../../lint/image-reference.ts';
import { notApplicable, passed, verdictOf, type HardeningCheck } from '../check.ts';
import { shortText } from '../short-text.ts';

/** The tag or digest of a name; null where it has none. An OCI index may name an image by its tag alone. */
function versionIn(name: string, { format }: ArchiveImage): string | null {
  const isBare = format.startsWith('oci') && !/[/:@]/.test(name);
  if (isBare) return name;
  const { tag, digest } = parseImageReference(name);
  return digest ?? tag;
}

export const notLatest: HardeningCheck = {
  code: 'DKL-DI-0006',
  source: 'dockle',
  also: [{ code: 'DS-0001', source: 'trivy' }],
  severity: 'warning',
  group: 'metadata',
  title: 'The image has a tag that says which one it is',
  why: 'The tag latest is moved to every new image: what runs under it, and what to go back to, cannot be told from its name.',
  fix: 'Tag the image with its version or its commit, and start it by that name or by its digest.',
  check({ image }) {
    const versions = image.tags.map((name) => versionIn(name, image)).filter((version) => version !== null);
    if (versions.length === 0) return notApplicable('The archive does not say how the image is tagged.');
    // Beside another tag, latest is a second name of an image that can be told apart.
    if (versions.some((version) => version !== 'latest')) return passed;
    const latest = image.tags.filter((name) => versionIn(name, image) === 'latest');
    return verdictOf(latest.map((name) => ({ message: `The image is named ${shortText(name, 200)}.` })));
  },
};
