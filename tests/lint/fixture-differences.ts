/** Findings on the shared Dockerfiles where we answer otherwise than hadolint on purpose. */
export interface FixtureDifference {
  readonly file: string;
  readonly finding: string;
  readonly ours: 'finding' | 'none';
  readonly why: string;
}

export const fixtureDifferences: readonly FixtureDifference[] = [
  { file: 'casing.Dockerfile', finding: 'DL3022@6', ours: 'none', why: 'Stage names match without regard to case.' },
  {
    file: 'hugo-site.Dockerfile',
    finding: 'DL3025@6',
    ours: 'none',
    why: 'A health check with operators or variables needs the shell.',
  },
  {
    file: 'large-nginx.Dockerfile',
    finding: 'DL3025@35',
    ours: 'none',
    why: 'A health check with operators or variables needs the shell.',
  },
  {
    file: 'large-buildx.Dockerfile',
    finding: 'DL3006@48',
    ours: 'none',
    why: 'The name may be that of an earlier stage, as the variable decides.',
  },
  {
    file: 'large-node.Dockerfile',
    finding: 'DL3060@26',
    ours: 'none',
    why: 'Later versions of yarn keep their cache there.',
  },
  {
    file: 'jupyter-notebook.Dockerfile',
    finding: 'DL3066@9',
    ours: 'none',
    why: 'The base image may set the variable.',
  },
  { file: 'large-heredocs.Dockerfile', finding: 'DL3064@3', ours: 'none', why: 'The name of a user is no secret.' },
  { file: 'pipes.Dockerfile', finding: 'DL4006@3', ours: 'none', why: 'The script sets pipefail itself.' },
  {
    file: 'run-exec-form.Dockerfile',
    finding: 'DL3003@4',
    ours: 'finding',
    why: 'The script of an exec form is looked at from its first command on.',
  },
  {
    file: 'large-java.Dockerfile',
    finding: 'SC2086@63',
    ours: 'finding',
    why: 'The shell form of these is the shell’s too.',
  },
  {
    file: 'large-python.Dockerfile',
    finding: 'SC2068@34',
    ours: 'finding',
    why: 'The shell form of these is the shell’s too.',
  },
  {
    file: 'large-python.Dockerfile',
    finding: 'SC2086@34',
    ours: 'finding',
    why: 'The shell form of these is the shell’s too.',
  },
  {
    file: 'windows-cmd-default.Dockerfile',
    finding: 'SC1001@2',
    ours: 'none',
    why: 'Windows images have no such shell.',
  },
];

/** Files that hadolint stops at (DL1000), so that there is nothing to compare; `valid` ones build. */
export const refusedByHadolint: readonly { readonly file: string; readonly valid: boolean }[] = [
  { file: 'healthcheck-two-stages.Dockerfile', valid: true },
  { file: 'syntax-bad-flag.Dockerfile', valid: false },
  { file: 'syntax-copy-missing-dest.Dockerfile', valid: false },
  { file: 'syntax-missing-continuation.Dockerfile', valid: false },
  { file: 'syntax-unknown.Dockerfile', valid: false },
];

/** Files that the builder refuses and hadolint does not: ours alone reports DL1000. */
export const refusedByBuilder: readonly string[] = [
  'comments-everywhere.Dockerfile',
  'syntax-arg-space.Dockerfile',
  'syntax-empty-lines-only.Dockerfile',
  'syntax-no-from.Dockerfile',
];
