import { passed, verdictOf, type HardeningCheck } from '../check.ts';
import { checkConfig } from '../check-config.ts';
import { placeOfLast } from '../history-steps.ts';

export const healthcheck: HardeningCheck = {
  code: 'CIS-DI-0006',
  source: 'dockle',
  also: [{ code: 'DS-0026', source: 'trivy' }],
  severity: 'info',
  group: 'start',
  title: 'The image says how its health is checked',
  why: 'Without a HEALTHCHECK, Docker and Swarm take a container that answers nothing for a healthy one. Kubernetes ignores it: its probes stand in the manifest of the pod.',
  fix: 'Add a HEALTHCHECK that asks the program itself; buildah and podman keep it with --format docker alone.',
  check: (hardened) =>
    checkConfig(hardened, (image) => {
      const test = image.config.healthcheck ?? [];
      const [kind = ''] = test;
      if (kind !== '' && kind.toUpperCase() !== 'NONE') return passed;
      const place = placeOfLast(image, 'HEALTHCHECK');
      if (kind !== '') return verdictOf([{ message: 'HEALTHCHECK is switched off with NONE.', ...place }]);
      // buildah and podman leave it out of images in the format of OCI, which has no place for it.
      const isLost = place.history !== undefined;
      const message = isLost ? 'The HEALTHCHECK of the history is not in the config.' : 'No HEALTHCHECK is set.';
      return verdictOf([{ message, ...place }]);
    }),
};
