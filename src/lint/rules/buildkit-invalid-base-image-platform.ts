import type { Dockerfile } from '../../dockerfile/model.ts';
import { buildPlanOf } from '../build-plan.ts';
import type { ResolvedStage } from '../build-stages.ts';
import type { LintConfig } from '../config.ts';
import { formatPlatform, parsePlatform } from '../platform.ts';
import type { Rule } from '../rule.ts';

/** The FROM that names the image at the bottom of the stage that is built. */
function bottomStage(dockerfile: Dockerfile, config: LintConfig): ResolvedStage | null {
  const { stages, target } = buildPlanOf(dockerfile, config);
  let current = stages[target];
  while (current && current.base !== null) current = stages[current.base];
  return current ?? null;
}

// BuildKit compares the platform that FROM asks for with that of the image it pulled. Here that one is not at hand, but
// the image that was built from it is: without a platform of its own a build takes over that of the base image.
export const invalidBaseImagePlatform: Rule = {
  id: 'InvalidBaseImagePlatform',
  source: 'buildkit',
  severity: 'warning',
  summary: 'The image has another platform than its FROM asks for',
  help: 'The --platform of the FROM that the built stage stands on, its variables replaced, names another system or processor than the configuration of the image; variants are not compared, and $BUILDPLATFORM is not known. Build for that platform, or take --platform out of the FROM.',
  noFix: 'Which of the two platforms is the right one is for you to know.',
  examples: {
    config: { platform: 'linux/arm64' },
    bad: ['FROM --platform=linux/amd64 debian:12'],
    good: ['FROM debian:12', 'FROM --platform=$BUILDPLATFORM golang:1.24 AS build\nFROM debian:12'],
  },
  check(dockerfile, report, config) {
    const built = parsePlatform(config.platform ?? '');
    const bottom = bottomStage(dockerfile, config);
    const wanted = parsePlatform(bottom?.platform?.value ?? '');
    if (!built || !wanted || !bottom?.platform || bottom.image === 'scratch') return;
    if (built.os === wanted.os && built.arch === wanted.arch) return;
    const message = `FROM asks for ${formatPlatform(wanted)}, and the image is ${formatPlatform(built)}`;
    report(bottom.stage.from, { at: bottom.platform.at, message });
  },
};
