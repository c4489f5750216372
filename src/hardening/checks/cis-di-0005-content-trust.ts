import { notApplicable, type HardeningCheck } from '../check.ts';

export const contentTrust: HardeningCheck = {
  code: 'CIS-DI-0005',
  source: 'dockle',
  also: [],
  severity: 'info',
  group: 'metadata',
  title: 'The image is pushed and pulled with content trust',
  why: 'A signature shows that an image is the one that its publisher made, and that nobody changed it on its way.',
  fix: 'Set DOCKER_CONTENT_TRUST=1 where images are pushed and pulled, or sign and verify them with a tool such as cosign.',
  check: () =>
    notApplicable(
      'Content trust is a setting of the machine that pushes and pulls, and an image does not show it. Set DOCKER_CONTENT_TRUST=1 there.',
    ),
};
