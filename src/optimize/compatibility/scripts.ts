import { shown } from '../../hardening/shown.ts';
import { shells } from '../../hardening/shell-start.ts';
import { baseName } from '../../hardening/start-command.ts';
import { counted, named, reason, sentence, type Reason } from './reason.ts';
import type { Subject } from './subject.ts';
import type { Target } from './target-kinds.ts';

/** Folders of packages: their scripts are called by people and builds, hardly ever by a program. */
const ofPackages = /\/(?:node_modules|site-packages|dist-packages|vendor|\.git|\.venv|venv)\//;

export const isScriptOfPackage = (path: string): boolean => ofPackages.test(path);

/** By shell: own scripts of the program’s folder that are not what the image starts. */
function scriptsByShell({ rootfs, image, started, programs, isOwn }: Subject): Map<string, string[]> {
  const folder = image.config.workingDir.replace(/\/+$/, '');
  const others = new Set(started.map(({ path }) => path));
  const found = new Map<string, string[]>();
  for (const { node, words } of folder === '' ? [] : (programs?.scripts ?? [])) {
    const path = rootfs.pathOf(node);
    const shell = words.map(baseName).find((word) => shells.has(word));
    const isAmong = path.startsWith(`${folder}/`) && isOwn(node) && !others.has(path) && !isScriptOfPackage(path);
    if (shell === undefined || !isAmong) continue;
    const paths = found.get(shell);
    if (paths) paths.push(path);
    else found.set(shell, [path]);
  }
  return found;
}

/** The program may call them as it runs. */
export function checkScripts(subject: Subject, target: Target): Reason[] {
  const { install, called } = target;
  return [...scriptsByShell(subject)].flatMap(([shell, found]) => {
    if (target.shells.has(shell)) return [];
    const paths = found.sort();
    const what = `${counted(paths.length, 'script')} for ${shell} beside the program: ${named(paths)}.`;
    if (install === null) {
      const message = `${what} ${sentence(called)} has no shell: whether the program calls one is not seen.`;
      return [reason('scripts', 'unknown', message, paths)];
    }
    const message = `${what} ${sentence(called)} has no ${shown(shell)}: ${install} ${shown(shell)}, if the program calls one.`;
    return [reason('scripts', 'needs', message, paths, shell)];
  });
}
