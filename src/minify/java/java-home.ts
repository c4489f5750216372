// What of a Java runtime its programs use: all of lib and conf, but for what only compilers, people and other runtimes read.
import { baseName } from '../../hardening/start-command.ts';
import type { Tracing } from '../tracing.ts';

/** In lib: sources, and classes of older versions that only javac reads. */
const unused: ReadonlySet<string> = new Set(['src.zip', 'ct.sym']);
const folders = ['lib', 'conf', 'release', 'jre/lib', 'jre/conf'];
const why = 'reads it as its runtime';

/** Fonts are looked for by what is drawn. */
const fontPlaces = [
  '/etc/fonts',
  '/usr/share/fonts',
  '/usr/local/share/fonts',
  '/var/cache/fontconfig',
  '/usr/share/fontconfig',
];
/** By Debian; others keep them in the runtime's folder. */
const nativeFolders = [
  '/usr/lib/jni',
  '/usr/share/java/java-atk-wrapper.jar',
  '/etc/java',
  '/etc/.java',
  '/usr/lib/jvm-common',
];

/** The runtime of a program `bin/java`, as folders above it: `jre/bin/java` of Java 8 has another one around it. */
function homesOf(program: string): string[] {
  const bin = program.slice(0, program.lastIndexOf('/'));
  if (baseName(bin) !== 'bin') return [];
  const home = bin.slice(0, -'/bin'.length);
  return home === '' || home === '/usr' || home === '/usr/local' ? [] : [home];
}

function needPart(path: string, tracing: Tracing): void {
  const node = tracing.need(path, why);
  if (node === null || node === 0 || !tracing.isDirectory(node)) return;
  for (const child of tracing.children(node)) {
    if (unused.has(tracing.rootfs.nameOf(child))) continue;
    tracing.needAll(child, why);
  }
}

/** Links in it lead to settings elsewhere: Debian keeps them in /etc. */
export function needJavaHome(program: number, tracing: Tracing): void {
  for (const home of homesOf(tracing.rootfs.pathOf(program))) {
    // Its libraries find the virtual machine where it has loaded it from.
    const inherited = tracing.kept('elf inherited', () => new Set<string>());
    for (const folder of ['lib/server', 'jre/lib/amd64/server', 'lib/amd64/server']) inherited.add(`${home}/${folder}`);
    for (const folder of folders) needPart(`${home}/${folder}`, tracing);
    const draws = ['lib', 'jre/lib', 'lib/amd64', 'jre/lib/amd64'].some(
      (folder) => tracing.find(`${home}/${folder}/libfontmanager.so`) !== null,
    );
    for (const path of draws ? fontPlaces : []) tracing.mayNeed(path, 'draws text with its fonts');
    for (const path of nativeFolders) tracing.mayNeed(path, 'may use it');
  }
}
