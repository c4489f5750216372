import { notApplicable, passed, verdictOf, type HardeningCheck } from '../check.ts';
import { checkConfig, isWindows } from '../check-config.ts';
import { placeOfLast } from '../history-steps.ts';
import { isRoot } from '../root-user.ts';

export const rootUser: HardeningCheck = {
  code: 'CIS-DI-0001',
  source: 'dockle',
  also: [{ code: 'DS-0002', source: 'trivy' }],
  severity: 'warning',
  group: 'rights',
  title: 'The image runs as a user that is not root',
  why: 'Root in a container is root for the kernel, too, unless user namespaces are in use: whoever takes over the process may change all of the image’s files, and every way out of the container leads further.',
  fix: 'Create a user in the Dockerfile, and name it behind the steps that need root: USER 10001.',
  check: (hardened) =>
    checkConfig(hardened, (image) => {
      const { user } = image.config;
      if (isWindows(image)) return notApplicable('Windows has no user that is called root.');
      if (!isRoot(user)) return passed;
      if (user.trim() === '') return verdictOf([{ message: 'No USER is set, so the image runs as root.' }]);
      return verdictOf([{ message: 'USER is set to root.', ...placeOfLast(image, 'USER') }]);
    }),
};
