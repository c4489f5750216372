// What ENTRYPOINT, CMD and HEALTHCHECK need of a base image.
import { shown } from '../../hardening/shown.ts';
import { shells } from '../../hardening/shell-start.ts';
import { baseName } from '../../hardening/start-command.ts';
import { reason, type Aspect, type Reason, type Weight } from './reason.ts';
import type { StartedProgram, Subject } from './subject.ts';
import { isOfKind, standIn } from './stand-in.ts';
import type { Target } from './target-kinds.ts';

/** By the name of a program: the language whose images have it. */
export function runtimeOf(name: string): string | null {
  if (name === 'node' || name === 'nodejs') return 'node';
  if (/^python(?:\d(?:\.\d+)?)?$/.test(name)) return 'python';
  return name === 'java' ? 'java' : null;
}

/** Programs that come with a language, and start it in their turn. */
const companions: ReadonlyMap<string, string> = new Map([
  ['npm', 'node'],
  ['npx', 'node'],
  ['yarn', 'node'],
  ['pnpm', 'node'],
  ['corepack', 'node'],
]);

const aspectOf = ({ isHealthCheck }: StartedProgram): Aspect => (isHealthCheck ? 'health check' : 'start');

function tell(program: StartedProgram, weight: Weight, message: string, installs: string | null = null): Reason {
  return reason(aspectOf(program), weight, message, program.path === null ? [] : [program.path], installs);
}

const startedBy = ({ isHealthCheck, by }: StartedProgram): string =>
  by === null ? (isHealthCheck ? 'HEALTHCHECK runs' : 'The image starts') : `${shown(by)} starts`;

/** `The image starts sh (/bin/dash)`; the path where it says more than the word. */
function subjectOfSentence(program: StartedProgram): string {
  const { word, path } = program;
  return `${startedBy(program)} ${shown(word)}${path === null || path === word ? '' : ` (${shown(path)})`}`;
}

const advice = ({ isHealthCheck }: StartedProgram): string =>
  isHealthCheck
    ? 'Let the program check itself: HEALTHCHECK CMD ["/app", "--health"], or leave it to the platform.'
    : 'Start the program itself: ENTRYPOINT and CMD as a JSON array.';

function checkShell(program: StartedProgram, name: string, target: Target): Reason {
  const subject = subjectOfSentence(program);
  if (target.shells.has(name)) return tell(program, 'for', `${subject}, which ${target.called} has.`);
  if (target.install !== null) {
    return tell(program, 'needs', `${subject}; ${target.called} has no ${name}: ${target.install} ${name}.`, name);
  }
  return tell(program, 'against', `${subject}, and ${target.called} has no shell. ${advice(program)}`);
}

/** A program that scripts and health checks call; `isKept`: the Dockerfile of today brings it there as well. */
function checkTool(program: StartedProgram, name: string, target: Target, isKept: boolean): Reason {
  const subject = subjectOfSentence(program);
  if (target.tools.has(name)) return tell(program, 'for', `${subject}, which ${target.called} has.`);
  if (isKept) return tell(program, 'for', `${subject}, which comes there as it does today.`);
  const { install } = target;
  if (install !== null) {
    const message = `${subject}; ${target.called} has no ${shown(name)}: ${install} ${shown(name)}.`;
    return tell(program, 'needs', message, name);
  }
  const what = program.isHealthCheck ? ` ${advice(program)}` : '';
  return tell(program, 'against', `${subject}, which ${target.called} has not.${what}`);
}

/** What its images of the language do in another way. */
const onDistroless: Readonly<Record<string, string>> = {
  node: 'Its ENTRYPOINT is node: CMD names the script alone.',
  python:
    'Its ENTRYPOINT is /usr/bin/python3, which does not look below /usr/local: CMD names the script or module alone, and PYTHONPATH the folder of the packages.',
  java: 'Its ENTRYPOINT is java -jar: CMD names the file alone.',
};

function checkRuntime(program: StartedProgram, runtime: string, subject: Subject, target: Target): Reason {
  const started = subjectOfSentence(program);
  if (!target.runtimes.has(runtime)) return tell(program, 'against', `${started}, which ${target.called} has not.`);
  const other = standIn(subject, target);
  if (other !== null && target.install === null) {
    return tell(program, 'needs', `${started}: ${shown(other)} has it. ${onDistroless[runtime] ?? ''}`.trim());
  }
  if (other !== null) return tell(program, 'for', `${started}: ${shown(other)} has it.`);
  return tell(program, 'unknown', `${started}: whether ${target.called} has the same version of it is not known.`);
}

/** Of a program that a package brought above the base image: another base has to bring it, or its packages have. */
function checkPackaged(program: StartedProgram, name: string, subject: Subject, target: Target): Reason {
  const hasSamePackages = target.install !== null && subject.libc === target.libc;
  if (hasSamePackages || runtimeOf(name) === null) return checkTool(program, name, target, hasSamePackages);
  const started = subjectOfSentence(program);
  if (target.kind === 'scratch') return tell(program, 'against', `${started}, which ${target.called} has not.`);
  return tell(
    program,
    'unknown',
    `${started}, of a package: whether ${target.called} has the same version is not known.`,
  );
}

/** Of a program that came with the base image. */
function checkSupplied(program: StartedProgram, name: string, subject: Subject, target: Target): Reason {
  const runtime = runtimeOf(name) ?? (target.shells.size > 0 ? companions.get(name) : undefined);
  if (runtime !== undefined) return checkRuntime(program, runtime, subject, target);
  if (target.tools.has(name) || program.isHealthCheck)
    return checkTool(program, name, target, isOfKind(subject, target));
  const started = subjectOfSentence(program);
  if (target.install === null) {
    return tell(program, 'against', `${started}, which ${target.called} has not. ${advice(program)}`);
  }
  const other = standIn(subject, target);
  if (other !== null) return tell(program, 'for', `${started}: ${shown(other)} has it.`);
  return tell(program, 'unknown', `${started}, which came with the base image: take ${target.called} that has it.`);
}

/** Of an own script: what begins it has to be there, and with it what it calls. */
function checkScript(program: StartedProgram, words: readonly string[], subject: Subject, target: Target): Reason {
  const isEnv = baseName(words[0] ?? '') === 'env';
  const name = baseName((isEnv ? words.slice(1).find((word) => !word.startsWith('-')) : words[0]) ?? '');
  const script = `${subjectOfSentence(program)}, a script for ${shown(name)}`;
  if (target.install === null) {
    const why = `${target.called} has no ${isEnv || shells.has(name) ? shown(isEnv ? 'env' : name) : shown(words[0] ?? '')}`;
    return tell(program, 'against', `${script}; ${why}. Start the program itself.`);
  }
  if (shells.has(name)) return checkShell(program, name, target);
  const runtime = runtimeOf(name);
  return runtime === null ? tell(program, 'unknown', `${script}.`) : checkRuntime(program, runtime, subject, target);
}

function checkOwn(program: StartedProgram, subject: Subject, target: Target): Reason[] {
  const { elf, script } = program;
  const started = subjectOfSentence(program);
  if (script) return [checkScript(program, script.words, subject, target)];
  // What loads it, and what it may need besides, is told with the native code.
  if (elf?.interpreter != null) return [];
  if (elf && !elf.isDamaged && elf.isProgram) {
    return [tell(program, 'for', `${started}, which is linked statically: it needs nothing of a base image to start.`)];
  }
  return [tell(program, 'unknown', `${started}: how it is linked could not be read.`)];
}

function checkProgram(program: StartedProgram, subject: Subject, target: Target): Reason[] {
  const name = baseName(program.word);
  if (program.origin === 'missing' && !shells.has(name)) {
    return [tell(program, 'unknown', `${startedBy(program)} ${shown(program.word)}, which is not in the image.`)];
  }
  if (shells.has(name)) return [checkShell(program, name, target)];
  if (program.origin === 'own') return checkOwn(program, subject, target);
  const check = program.origin === 'package' ? checkPackaged : checkSupplied;
  return [check(program, name, subject, target)];
}

export function checkStart(subject: Subject, target: Target): Reason[] {
  if (!subject.started.some(({ isHealthCheck }) => !isHealthCheck)) {
    return [reason('start', 'unknown', 'The image does not say what it starts.')];
  }
  return subject.started.flatMap((program) => checkProgram(program, subject, target));
}
