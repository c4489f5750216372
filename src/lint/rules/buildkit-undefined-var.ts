import { buildPlanOf, type UndefinedVariable } from '../build-plan.ts';
import { renameVariable } from '../rename-variable.ts';
import type { Rule } from '../rule.ts';

function messageFor({ name, nearest, image }: UndefinedVariable): string {
  const hint = nearest === null ? '' : `; did you mean $${nearest}?`;
  const doubt = image === null ? '' : `, unless the image ${image} does`;
  return `No ARG or ENV above defines $${name}${doubt}${hint}`;
}

// BuildKit knows the environment of the base image. Here it is known to hold PATH, what official images are known to
// define (base-image-variables.ts), and nothing where the image is a bare distribution; else the message says so.
export const undefinedVar: Rule = {
  id: 'UndefinedVar',
  source: 'buildkit',
  severity: 'warning',
  summary: 'A variable is used that no ARG or ENV above defines',
  help: 'The builder puts nothing in its place, and the mistake shows up later or never. Declare it with ARG or ENV in this stage (an ARG before the first FROM needs to be repeated), or correct its name.',
  fixes: 'reviewed',
  noFix: 'Only where a variable with nearly the same name is there; else what was meant is for you to know.',
  examples: {
    bad: [
      'ENV DATA=$HOMEDIR/data',
      'ENV PATH=$PAHT:/opt/bin',
      'COPY $APP /srv/',
      'ARG DIR=/srv\nFROM debian:12\nWORKDIR $DIR',
    ],
    good: [
      'ARG APP\nCOPY $APP /srv/',
      'ENV PATH=$PATH:/opt/bin',
      'RUN echo $HOME',
      'FROM golang:1.24\nWORKDIR $GOPATH',
    ],
  },
  check(dockerfile, report, config) {
    for (const { undefinedVariables, place, directive } of buildPlanOf(dockerfile, config).steps) {
      for (const one of undefinedVariables) {
        const fix = renameVariable(dockerfile, one.uses, one);
        report(place, { at: one.at, directive, message: messageFor(one), fix });
      }
    }
  },
};
