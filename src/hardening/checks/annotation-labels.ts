// https://github.com/opencontainers/image-spec/blob/main/annotations.md
import { isUri } from '../../lint/rules/dl3052-label-url.ts';
import { isTime } from '../../lint/rules/dl3053-label-time.ts';
import { isSpdxExpression } from '../../lint/spdx-expression.ts';
import { notApplicable, passed, verdictOf, type HardeningCheck, type Verdict } from '../check.ts';
import { checkConfig } from '../check-config.ts';
import { placeOfLast } from '../history-steps.ts';

interface AnnotationLabel {
  readonly code: string;
  /** Behind `org.opencontainers.image.`. */
  readonly name: string;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  /** Of values that are not empty; any will do where there is none. */
  readonly isRight?: (value: string) => boolean;
  /** What it is where it is not right, behind its name. */
  readonly wrong?: string;
}

// RFC 3339, as it is: of the offsets and blanks that the lint rule takes from hadolint some are left out.
const strictTime = /^\d{4}-\d\d-\d\dT[\d:]{8}(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

const table: readonly AnnotationLabel[] = [
  {
    code: 'PL2002',
    name: 'source',
    title: 'The label of the source is an address',
    why: 'Registries and update bots link an image with its repository by this label.',
    fix: 'Write the whole address, with its scheme: https://example.com/team/app.',
    isRight: isUri,
    wrong: 'is no address with a scheme',
  },
  {
    code: 'PL2003',
    name: 'revision',
    title: 'The label of the revision holds one',
    why: 'The commit leads from a running image back to the code that it was built from.',
    fix: 'Write what git rev-parse HEAD prints, best by a build argument.',
  },
  {
    code: 'PL2004',
    name: 'version',
    title: 'The label of the version holds one',
    why: 'The version tells what runs where the tag was moved on or is not known.',
    fix: 'Write the version of the program, such as 1.4.2.',
  },
  {
    code: 'PL2005',
    name: 'licenses',
    title: 'The label of the licenses is an SPDX expression',
    why: 'Programs that check licenses look them up by the identifiers of SPDX.',
    fix: 'Write an expression such as Apache-2.0 or MIT AND BSD-3-Clause.',
    isRight: isSpdxExpression,
    wrong: 'is no expression of SPDX identifiers',
  },
  {
    code: 'PL2006',
    name: 'created',
    title: 'The label of the creation is a time',
    why: 'Programs compare and sort by it.',
    fix: 'Write it as RFC 3339 has it, such as 2026-03-01T12:00:00Z.',
    isRight: (value) => isTime(value) && strictTime.test(value),
    wrong: 'is no time as RFC 3339 writes it',
  },
];

/** `$VERSION` or `${VERSION}`: what should have been filled in. */
const variable = /^\$(?:\w+|\{[^}]*\})$/;

/** What is wrong with a value, behind the label's name; null where nothing is. Values are not shown. */
function wrongWith(value: string, { isRight, wrong = 'is wrong' }: AnnotationLabel): string | null {
  if (value.trim() === '') return 'is empty';
  if (variable.test(value.trim())) return 'holds the name of a variable in place of its value';
  return !isRight || isRight(value) ? null : wrong;
}

function verdictOn(value: string | undefined, line: AnnotationLabel, place: object): Verdict {
  const label = `org.opencontainers.image.${line.name}`;
  if (value === undefined) return notApplicable(`The image has no label ${label}.`);
  const wrong = wrongWith(value, line);
  return wrong === null ? passed : verdictOf([{ message: `The label ${label} ${wrong}.`, ...place }]);
}

const toCheck = (line: AnnotationLabel): HardeningCheck => ({
  code: line.code,
  source: 'plimsoll',
  also: [],
  severity: 'info',
  group: 'metadata',
  title: line.title,
  why: line.why,
  fix: line.fix,
  check: (hardened) =>
    checkConfig(hardened, (image) => {
      const { labels } = image.config;
      const key = `org.opencontainers.image.${line.name}`;
      return verdictOn(Object.hasOwn(labels, key) ? labels[key] : undefined, line, placeOfLast(image, 'LABEL'));
    }),
});

export const annotationLabels: readonly HardeningCheck[] = table.map(toCheck);
