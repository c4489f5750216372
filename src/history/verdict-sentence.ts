import { formatCount } from '../bytes/units.ts';
import type { LineKind, LineMatch, MatchVerdict } from './dockerfile-match.ts';

export interface Judged {
  readonly verdict: MatchVerdict;
  readonly lines: readonly LineMatch[];
  readonly unexplained: readonly number[];
  /** One layer was made of all. */
  readonly isSquashed: boolean;
  /** As many layers as the history tells of. */
  readonly fits: boolean;
  /** There is an instruction behind FROM. */
  readonly hasSteps: boolean;
}

const mostNamed = 5;

/** `line 4`, `lines 4, 7 and 9`, `lines 4, 5, 6, 7, 8 and 12 more`. */
function nameLines(lines: readonly LineMatch[]): string {
  const numbers = lines.map(({ line }) => String(line));
  if (numbers.length === 1) return `line ${numbers[0]}`;
  const isMany = numbers.length > mostNamed + 1;
  const named = isMany ? numbers.slice(0, mostNamed) : numbers.slice(0, -1);
  const last = isMany ? `${formatCount(numbers.length - mostNamed)} more` : numbers.at(-1);
  return `lines ${named.join(', ')} and ${last}`;
}

const isMaker = ({ keyword }: LineMatch): boolean => ['RUN', 'COPY', 'ADD'].includes(keyword);

const upper = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** What the lines have no layers for, where most of the Dockerfile fits. */
function describeLayers({ isSquashed, fits, lines }: Judged): string[] {
  const unclear = lines.filter(({ kind }) => kind === 'unclear');
  return [
    ...(isSquashed ? ['Its layers were squashed into one, so no line has a layer of its own.'] : []),
    ...(fits ? [] : ['The history tells of more or fewer layers than the image has, so no line is given one.']),
    ...(unclear.length > 0
      ? [`${upper(nameLines(unclear))}: which of the layers is theirs can’t be told, as others say the same.`]
      : []),
  ];
}

function describeChanges({ lines, unexplained }: Judged): string[] {
  const of = (kind: LineKind): LineMatch[] => lines.filter((line) => line.kind === kind);
  const edited = of('edited');
  const missing = of('missing');
  const count = unexplained.length;
  return [
    ...(edited.length > 0 ? [`${nameLines(edited)} ${edited.length === 1 ? 'says' : 'say'} something else there`] : []),
    ...(missing.length > 0 ? [`${nameLines(missing)} ${missing.length === 1 ? 'is' : 'are'} not in it`] : []),
    ...(count > 0
      ? [`${formatCount(count)} of its ${count === 1 ? 'steps has' : 'steps have'} no line in the Dockerfile`]
      : []),
  ];
}

function describeSimilar(judged: Judged): string {
  const recorded = judged.lines.filter(({ kind }) => kind !== 'unrecorded');
  const there = recorded.filter(({ kind }) => kind === 'same' || kind === 'unclear').length;
  const changes = describeChanges(judged).join('; ');
  return [
    `This Dockerfile was changed since it built this image, or is a near relative: ${formatCount(there)} of`,
    `${formatCount(recorded.length)} instructions stand in the image’s history${changes ? `; ${changes}` : ''}.`,
  ].join(' ');
}

function describeOther({ lines }: Judged): string {
  const absent = lines.filter(({ kind }) => kind === 'missing' || kind === 'edited');
  const first = absent.find(isMaker) ?? absent[0];
  const why = !first
    ? 'its lines stand in the history, but most of the history is not in it'
    : isMaker(first)
      ? `line ${first.line} (${first.keyword}) has no layer`
      : `line ${first.line} (${first.keyword}) is not in the image’s history`;
  return `This Dockerfile did not build this image: ${why}. Drop the one that did, or build the image anew.`;
}

/** The verdict in words, and what to do where it is a bad one. */
export function describeMatch(judged: Judged): string {
  switch (judged.verdict) {
    case 'built':
      return [
        'This Dockerfile built this image: every instruction of its final stage stands in the image’s history.',
        ...describeLayers(judged),
      ].join(' ');
    case 'similar':
      return [describeSimilar(judged), ...describeLayers(judged)].join(' ');
    case 'other':
      return describeOther(judged);
    case 'no history':
      return judged.hasSteps
        ? 'This image has no history, so no layer can be given to a line. Builders write one; export and import lose it.'
        : 'Nothing stands behind FROM in this Dockerfile, so the image’s history can’t tell whether it was built by it.';
    default:
      return judged.verdict satisfies never;
  }
}
