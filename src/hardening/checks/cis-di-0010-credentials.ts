import type { Failure, HardeningCheck } from '../check.ts';
import type { HardenedImage } from '../hardened-image.ts';
import { isSecretName, isSecretNameInScript } from '../secret-names.ts';
import { shortText } from '../short-text.ts';
import { variableNames, type VariableName } from '../variable-names.ts';
import { judge } from '../judge.ts';
import { credentialFiles, gapOfCredentialFiles } from './credential-files.ts';

const messages: Readonly<Record<VariableName['kind'], (name: string) => string>> = {
  ENV: (name) => `ENV ${name} is named like a credential; its value stands in the config.`,
  ARG: (name) => `ARG ${name} is named like a credential; values of build arguments stay in the history.`,
  RUN: (name) => `The step sets ${name}, which is named like a credential; its value stands in the history.`,
};

/** By their names alone: no value is read, and none is shown. */
const credentialNames = ({ image }: HardenedImage): Failure[] =>
  variableNames(image)
    .filter(({ kind, name }) => (kind === 'RUN' ? isSecretNameInScript(name) : isSecretName(name)))
    .map(({ kind, name, place }) => ({ message: messages[kind](shortText(name)), ...place }));

export const noCredentials: HardeningCheck = {
  code: 'CIS-DI-0010',
  source: 'dockle',
  also: [{ code: 'DS-0031', source: 'trivy' }],
  severity: 'error',
  group: 'credentials',
  title: 'No credentials are in variables and files',
  why: 'Everybody who can pull the image can read its config, its history and every file of every layer.',
  fix: 'Give secrets to a step with RUN --mount=type=secret, and to the running program by its platform; change those that were in here.',
  check: (hardened) =>
    judge(hardened, [...credentialNames(hardened), ...credentialFiles(hardened)], {
      gap: gapOfCredentialFiles(hardened),
    }),
};
