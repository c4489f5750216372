import type { Instruction, Stage } from '../../dockerfile/model.ts';
import { finalStageOf, stageAncestry } from '../../dockerfile/stages.ts';
import type { CheckResult } from '../../hardening/harden.ts';
import type { OtherCheck } from '../../hardening/check.ts';
import { commandsOf } from '../../lint/commands.ts';
import { dependencyInstaller } from '../../lint/dependency-install.ts';
import { installedPackages, packageName, removedPackages } from '../../lint/installed-packages.ts';
import type { OutlookFacts } from '../outlook-facts.ts';
import type { Evidence, ItemPlace } from './item.ts';

export const line = (at: number): ItemPlace => ({ kind: 'line', line: at });

const hasCode =
  (codes: readonly string[]) =>
  (one: { readonly code: string; readonly also: readonly OtherCheck[] }): boolean =>
    codes.includes(one.code) || one.also.some(({ code }) => codes.includes(code));

/** What the lint found by any of these rules. */
export function foundBy({ dockerfile }: OutlookFacts, ...codes: readonly string[]): Evidence[] {
  const found = dockerfile?.findings.filter(hasCode(codes)) ?? [];
  return found.map(({ code, message, line: at }) => ({
    text: message,
    place: at === undefined ? null : line(at),
    code,
  }));
}

const resultsOf = ({ image }: OutlookFacts, codes: readonly string[]): CheckResult[] =>
  image?.checks?.filter(({ check }) => hasCode(codes)(check)) ?? [];

/** What of these checks the image fails, each failure by itself. */
export function failedOf(facts: OutlookFacts, ...codes: readonly string[]): Evidence[] {
  return resultsOf(facts, codes).flatMap(({ check: { code }, verdict }) => {
    if (verdict.kind !== 'failed') return [];
    return verdict.failures.map(({ message, path, layer }): Evidence => {
      const text = path === undefined ? message : `${message} ${path}`;
      return { text, place: { kind: 'check', code }, code, ...(layer === undefined ? {} : { layer }) };
    });
  });
}

/** What of these checks the image passes. */
export function passedOf(facts: OutlookFacts, ...codes: readonly string[]): Evidence[] {
  return resultsOf(facts, codes).flatMap(({ check: { code, title }, verdict }): Evidence[] =>
    verdict.kind === 'passed' ? [{ text: `${title}.`, place: { kind: 'check', code }, code }] : [],
  );
}

/** The stages that are in the image, the last first. */
export function shipped({ dockerfile }: OutlookFacts): Stage[] {
  const stage = dockerfile && finalStageOf(dockerfile.dockerfile);
  return stage ? [...stageAncestry(dockerfile.dockerfile, stage)] : [];
}

/** Their instructions, in order of the file. */
export const shippedInstructions = (facts: OutlookFacts): Instruction[] =>
  shipped(facts)
    .reverse()
    .flatMap(({ instructions }) => instructions);

export const isWholeContext = ({ keyword, flags, words, heredocs }: Instruction): boolean =>
  ['COPY', 'ADD'].includes(keyword) &&
  heredocs.length === 0 &&
  !flags.some(({ name }) => name === 'from') &&
  words.slice(0, -1).some(({ value }) => ['.', './', '/', '*', './*'].includes(value));

/** RUNs of any stage that install what a manifest lists: Node, pip, Go and others. */
export function dependencyInstalls({ dockerfile }: OutlookFacts): Instruction[] {
  if (!dockerfile) return [];
  const { dockerfile: file } = dockerfile;
  return file.instructions.filter(
    (instruction) =>
      instruction.keyword === 'RUN' &&
      commandsOf(file, instruction).some((command) => dependencyInstaller(command) !== null),
  );
}

/** RUNs of what is shipped that install packages of the system. */
export function packageInstalls(facts: OutlookFacts): Instruction[] {
  const file = facts.dockerfile?.dockerfile;
  if (!file) return [];
  return shippedInstructions(facts).filter(
    (instruction) =>
      instruction.keyword === 'RUN' &&
      commandsOf(file, instruction).some((command) => installedPackages(command).length > 0),
  );
}

/** RUNs that take out packages which an earlier RUN of what is shipped installed. */
export function lateRemovals(facts: OutlookFacts): Evidence[] {
  const file = facts.dockerfile?.dockerfile;
  if (!file) return [];
  const installed = new Set<string>();
  return shippedInstructions(facts).flatMap((run) => {
    if (run.keyword !== 'RUN') return [];
    const commands = commandsOf(file, run);
    const removed = commands.flatMap((command) => removedPackages(command).map(packageName));
    const late = [...new Set(removed.filter((name) => installed.has(name)))];
    for (const command of commands) for (const word of installedPackages(command)) installed.add(packageName(word));
    if (late.length === 0) return [];
    return [{ text: `Removes ${late.join(', ')}, which an earlier layer keeps.`, place: line(run.line) }];
  });
}

export const at = (instructions: readonly Instruction[], text: string): Evidence[] =>
  instructions.map((instruction) => ({ text, place: line(instruction.line) }));

export const noDockerfile = 'No Dockerfile is open.';
export const noImage = 'No image is open.';
export const noFolder = 'No project folder is open.';
