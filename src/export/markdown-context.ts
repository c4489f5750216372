import type { ContextFigures } from '../build-context/context-audit.ts';
import { formatBytes, formatCount } from '../bytes/units.ts';
import type { ContextReport } from '../report/report.ts';
import { codeSpan, escapeMarkdown, fenced, table } from './markdown-text.ts';

const longestList = 20;

/** Of a list that is cut, how many are not named. */
const more = (all: readonly unknown[]): string[] =>
  all.length > longestList ? [`and ${formatCount(all.length - longestList)} more`] : [];

function figures({ files, bytes, unsized }: ContextFigures): string[] {
  return [formatCount(files), `${unsized > 0 ? 'at least ' : ''}${formatBytes(bytes)}`];
}

function refusedSection({ ignoreFile, ignoreProblems, proposal }: ContextReport): string[] {
  if (ignoreProblems.length === 0) return [];
  const file = codeSpan(ignoreFile ?? '.dockerignore');
  const mend = proposal ? ' Mend them first: the proposed file still has them.' : '';
  return [
    '### Refused by the builder',
    `Nothing is built with ${file} as it stands. The figures are without these lines.${mend}`,
    table(
      ['line', 'pattern', "the builder's words"],
      ignoreProblems
        .slice(0, longestList)
        .map(({ line, pattern, message }) => [String(line), codeSpan(pattern), escapeMarkdown(message)]),
    ),
    ...more(ignoreProblems),
  ];
}

function proposalSection({ proposal }: ContextReport): string[] {
  if (!proposal) return [];
  return [
    '### Proposed .dockerignore',
    table(
      ['added line', 'files', 'saves', 'why'],
      proposal.lines.map((line) => [
        codeSpan(line.pattern),
        ...(line.files > 0 ? figures(line) : ['', '']),
        escapeMarkdown(line.reason),
      ]),
    ),
    'The whole file:',
    fenced(proposal.text, ''),
  ];
}

function riskySection({ risky }: ContextReport): string[] {
  if (risky.length === 0) return [];
  const named = risky.slice(0, longestList).map(codeSpan);
  return ['### Sent, and should not be', [...named, ...more(risky)].map((item) => `- ${item}`).join('\n')];
}

/** What is sent of a folder that is built from, what of it should not be, and how to leave it out. */
export function contextSection(context: ContextReport): string[] {
  const { folder, sent, proposal } = context;
  return [
    `## Build context ${escapeMarkdown(folder)}`,
    table(
      ['what', 'files', 'size'],
      [
        ['in the folder', ...figures(context)],
        ['sent to the builder now', ...figures(sent.now)],
        ...(proposal ? [['sent with the proposed .dockerignore', ...figures(sent.proposed)]] : []),
      ],
    ),
    ...refusedSection(context),
    ...riskySection(context),
    ...proposalSection(context),
  ];
}
