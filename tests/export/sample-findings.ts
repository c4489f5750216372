import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import type { ExportFormat, ExportInput } from '../../src/export/export-format.ts';
import { lintDockerfile, rules, type Finding } from '../../src/lint/index.ts';
import type { DockerfileReport, ImageReport } from '../../src/report/report.ts';
import { openMade, reportOf, smallImage } from '../report/sample-report.ts';

export const written = (format: ExportFormat, input: ExportInput): string => [...format.write(input)].join('');

const dockerfileReport = (file: string, findings: Finding[]): DockerfileReport => ({
  file,
  findings,
  stages: [],
  optimized: null,
  dockerignore: null,
  secrets: [],
});

/** Dockerfiles by name, with findings that were made for a test. */
export function inputOf(files: readonly { file: string; text?: string; findings: Finding[] }[]): ExportInput {
  return {
    report: { ...reportOf(), dockerfiles: files.map(({ file, findings }) => dockerfileReport(file, findings)) },
    rootfs: [],
    texts: files.map(({ text }) => text ?? ''),
  };
}

/** Dockerfiles by name, linted. */
export function lintedInput(texts: Readonly<Record<string, string>>): ExportInput {
  const files = Object.entries(texts);
  return inputOf(files.map(([file, text]) => ({ file, text, findings: lintDockerfile(parseDockerfile(text)) })));
}

export const finding = (more: Partial<Finding> = {}): Finding => ({
  code: 'DL3020',
  source: 'hadolint',
  also: [],
  severity: 'error',
  message: 'ADD copies plain local files',
  help: 'Why. What to do.',
  ...more,
});

/** One Dockerfile for every example of every rule that catches something. */
export function everyRule(): ExportInput {
  const texts = rules.flatMap(({ id, examples }) =>
    examples.bad.map((example, at): [string, string] => [
      `examples/${id}/${at}/Dockerfile`,
      /^\s*FROM\b/im.test(example) ? example : `FROM debian:12\n${example}\n`,
    ]),
  );
  return lintedInput(Object.fromEntries(texts));
}

export const hostileName = 'a:b/we"b & <x>\u202e%2f{0}/caf\udce9\u0000\ufffe\n\ud800/Dockerfile [x](y)';

const hostileText =
  'x <b> & "q" \u0000\u0007\u001b[31m ]]> \u202e \ud800 \udce9 \ufffe {0} [link](javascript:alert(1)) | `a`\r\nb';

export const hostile = (): ExportInput =>
  inputOf([
    {
      file: hostileName,
      text: hostileText,
      findings: [
        finding({ message: hostileText, help: hostileText, line: 1, column: 3 }),
        finding({ code: 'SC2086', source: 'shellcheck', message: '', help: hostileText, severity: 'info' }),
        finding({
          line: 1,
          fix: { title: hostileText, edits: [{ line: 1, column: 1, endLine: 1, endColumn: 2, text: hostileText }] },
        }),
      ],
    },
    { file: '../../etc/passwd', findings: [finding()] },
    { file: '//host/share', findings: [finding()] },
    { file: 'C:\\work\\Dockerfile', findings: [finding()] },
    { file: '..', findings: [finding()] },
  ]);

/** Everything that a finding can hold. */
export const fullInput = (): ExportInput =>
  inputOf([
    {
      file: 'services/web/Dockerfile',
      text: 'FROM debian:12\nADD app.py /srv/\nRUN echo $a | tee b\n',
      findings: [
        finding({
          line: 2,
          column: 1,
          at: { line: 2, column: 5, endLine: 2, endColumn: 11 },
          fix: {
            title: 'Write COPY',
            edits: [
              { line: 2, column: 1, endLine: 2, endColumn: 4, text: 'COPY' },
              { line: 2, column: 5, endLine: 2, endColumn: 7, text: '' },
            ],
          },
        }),
        finding({
          code: 'SC2086',
          source: 'shellcheck',
          severity: 'info',
          message: 'Double quote to prevent globbing and word splitting.',
          line: 3,
          column: 1,
          at: { line: 3, column: 10, endLine: 3, endColumn: 12 },
          help: 'https://www.shellcheck.net/wiki/SC2086',
          also: [{ code: 'PL1001', source: 'plimsoll' }],
        }),
        finding({ code: 'SC2005', source: 'shellcheck', severity: 'style', line: 3, column: 1, help: '' }),
        finding({ code: 'JSONArgsRecommended', source: 'buildkit', severity: 'warning', help: 'Words.' }),
      ],
    },
    { file: 'Dockerfile', text: 'FROM debian:12\n', findings: [] },
  ]);

/** An image with findings of its own. */
export async function imageInput(): Promise<ExportInput> {
  const { report, rootfs } = await openMade(smallImage);
  const findings = [
    finding({ code: 'CIS-DI-0001', source: 'dockle', severity: 'warning', message: 'The user is root' }),
    finding({
      code: 'CIS-DI-0008',
      source: 'dockle',
      severity: 'info',
      path: '/srv/app.js',
      layer: 3,
      message: 'setuid',
    }),
  ];
  const image: ImageReport = { ...report, findings };
  return { report: reportOf(image), rootfs: [rootfs], texts: [] };
}

/** Dockerfiles of a large batch, with as many findings each. */
export function batch(files: number, findingsEach: number): ExportInput {
  const lines = Array.from({ length: findingsEach }, (_, at) => `RUN apt-get install -y package-${at} && echo $HOME`);
  const text = `FROM debian:12\n${lines.join('\n')}\n`;
  const findings = lines.map((command, at) =>
    finding({
      code: rules[at % rules.length]!.id,
      message: `Versions of packages are not pinned: package-${at}`,
      line: at + 2,
      column: 1,
      at: { line: at + 2, column: 5, endLine: at + 2, endColumn: command.length + 1 },
      help: rules[at % rules.length]!.help,
    }),
  );
  return inputOf(Array.from({ length: files }, (_, at) => ({ file: `services/${at}/Dockerfile`, text, findings })));
}
