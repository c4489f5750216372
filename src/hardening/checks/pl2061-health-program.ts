import { notApplicable, type HardeningCheck } from '../check.ts';
import { atSamePath } from '../same-place.ts';
import { healthPrograms, missingPrograms, verdictOfMissing } from '../started.ts';

export const healthProgram: HardeningCheck = {
  code: 'PL2061',
  source: 'plimsoll',
  also: [],
  toldBy: [{ code: 'PL2050', same: atSamePath }],
  severity: 'warning',
  group: 'start',
  title: 'What HEALTHCHECK runs is there',
  why: 'Where the program is missing, every check fails and the container counts as unhealthy, however well it works.',
  fix: 'Install the program (often curl or wget), or let HEALTHCHECK run one that is there, such as the image’s own.',
  check(image) {
    if (image.image.platform.startsWith('windows'))
      return notApplicable('What a Windows image starts is not looked at.');
    const programs = healthPrograms(image);
    if (programs.length === 0) return notApplicable('The image has no HEALTHCHECK with a command.');
    return verdictOfMissing(image, missingPrograms(programs));
  },
};
