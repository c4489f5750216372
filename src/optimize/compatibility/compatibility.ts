// Whether what an image runs would run on another kind of base image, by what the image itself shows.
//
// Looked at are names, sizes and layers, the config, and, where they were read, the headers of ELF files and the first lines of
// scripts (program-facts.ts). Not looked at, and so never said to fit: which shared libraries a program needs (DT_NEEDED), the
// tags in WHEEL files of Python packages, libraries inside of jars, what scripts and programs call as they run. Nor is what the
// Dockerfile's own commands need of a base image: that is the Dockerfile's to tell.
import { checkNativeCode } from './native-code.ts';
import { reason, type Reason, type Weight } from './reason.ts';
import { checkScripts } from './scripts.ts';
import { checkStart } from './start.ts';
import { subjectOf, type CompatibilityInput, type Subject } from './subject.ts';
import { checkCertificates, checkLocale, checkNames, checkPackages, checkTimeZone, checkUser } from './surroundings.ts';
import { targetKinds, targets, type Target, type TargetKind } from './target-kinds.ts';

export type CompatibilityVerdict = 'fits' | 'does not fit' | "can't tell";

export interface Compatibility {
  readonly target: TargetKind;
  readonly verdict: CompatibilityVerdict;
  /** What decides first. */
  readonly reasons: readonly Reason[];
}

type Check = (subject: Subject, target: Target) => Reason[];

const checks: readonly Check[] = [
  checkReading,
  checkNativeCode,
  checkStart,
  checkScripts,
  checkPackages,
  checkNames,
  checkLocale,
  checkTimeZone,
  checkCertificates,
  checkUser,
];

/** What nobody read cannot be said to fit. */
function checkReading({ programs }: Subject): Reason[] {
  if (programs === null) {
    return [reason('reading', 'unknown', 'The image’s programs were not looked into: names alone are known of them.')];
  }
  if (!programs.isCut) return [];
  return [
    reason('reading', 'unknown', 'Not all of the image could be looked into, so that more may speak against it.'),
  ];
}

const order: readonly Weight[] = ['against', 'unknown', 'needs', 'note', 'for'];

function verdictOf(reasons: readonly Reason[]): CompatibilityVerdict {
  const has = (weight: Weight): boolean => reasons.some((one) => one.weight === weight);
  if (has('against')) return 'does not fit';
  return has('unknown') ? "can't tell" : 'fits';
}

function checkTarget(subject: Subject, kind: TargetKind): Compatibility {
  const found = checks.flatMap((check) => check(subject, targets[kind]));
  const reasons = order.flatMap((weight) => found.filter((one) => one.weight === weight));
  return { target: kind, verdict: verdictOf(found), reasons };
}

/** For each kind of base image. */
export function checkCompatibility(input: CompatibilityInput): Compatibility[] {
  const subject = subjectOf(input);
  return targetKinds.map((kind) => checkTarget(subject, kind));
}

/** It runs there, and nothing has to be done for it: what a change may rest on that does nothing else. */
export const fitsAsItIs = ({ verdict, reasons }: Compatibility): boolean =>
  verdict === 'fits' && reasons.every(({ weight }) => weight !== 'needs');
