// Java: what `java` is started with, its runtime, and archives of classes.
import { isZip } from '../../archive/zip-reader.ts';
import { needClassPath, needModulePath } from '../java/class-path.ts';
import { needJavaHome } from '../java/java-home.ts';
import { readJavaWords, type JavaWords } from '../java/java-words.ts';
import { followJar } from '../java/jar-needs.ts';
import { mayReadPath, pathsIn } from '../paths-in-text.ts';
import { sharedVariables } from '../shell/shell-script.ts';
import { withoutComments, wordsInText } from '../words-in-text.ts';
import type { Follower, TracedCommand, Tracing } from '../tracing.ts';

type Words = TracedCommand['words'];

/** Options that stand in front of those of the command line. */
const optionVariables = ['JDK_JAVA_OPTIONS', 'JAVA_TOOL_OPTIONS', '_JAVA_OPTIONS'];
const mostArguments = 1_000_000;

/** Of the image, and of the scripts that may start it. */
function valuesOf(name: string, tracing: Tracing): string[] {
  const own = tracing.variable(name);
  return [...(own === null ? [] : [own]), ...(sharedVariables(tracing).get(name) ?? [])];
}

/** `@file` stands for the words in it, up to the program. */
async function withArgumentFiles(words: Words, directory: string, tracing: Tracing): Promise<Words> {
  const all: (string | null)[] = [];
  for (const word of words) {
    const node = word?.startsWith('@') ? tracing.find(word.slice(1), directory) : null;
    const text = node === null ? null : await tracing.textOf(node, mostArguments);
    if (node === null || text === null) {
      all.push(word);
      continue;
    }
    tracing.needNode(node, 'reads its arguments from it');
    all.push(...wordsInText(withoutComments(text)));
  }
  return all;
}

const inDirectory = (path: string, directory: string): string => (path.startsWith('/') ? path : `${directory}/${path}`);

/** Programs read settings and data beside their archive, and where they are started. */
function mayReadBeside(jar: string, directory: string, tracing: Tracing): void {
  const path = inDirectory(jar, directory);
  const node = tracing.find(path);
  const real = node === null ? path : tracing.rootfs.pathOf(node);
  for (const folder of [path, real].map((one) => one.slice(0, one.lastIndexOf('/')))) {
    if (folder !== '') tracing.mayNeed(folder, `may read what lies beside ${jar}`);
    for (const name of ['config', 'application.properties', 'application.yml', 'application.yaml'])
      tracing.mayNeed(`${folder}/${name}`, `may read what lies beside ${jar}`);
  }
}

/** `-Dlog.file=/x`, `--spring.config.location=file:/a/,b.yml`. */
function mayReadGiven(words: readonly string[], directory: string, tracing: Tracing): void {
  for (const word of words) {
    for (const path of pathsIn(word)) mayReadPath(path, `is given ${path}`, tracing);
    const values = word.slice(word.indexOf('=') + 1).split(/[,;:]/);
    for (const value of values.slice(0, 100)) {
      const isRelative = /^[\w.][\w./-]*$/.test(value) && value !== '.' && value !== '..';
      if (isRelative) tracing.mayNeed(value, `is given ${value}`, directory);
    }
  }
}

function needProgram(given: JavaWords, directory: string, tracing: Tracing): void {
  const { classPath, jar, modulePath, more, others, isProgram } = given;
  needModulePath(modulePath, directory, tracing);
  for (const path of more.filter((one) => one !== ''))
    tracing.need(inDirectory(path, directory), `is given ${path}`, 'java');
  if (jar !== null) {
    if (tracing.need(inDirectory(jar, directory), `runs ${jar}`, 'java') === null && jar !== '')
      tracing.note(`Java is to run ${jar}, which is not found.`);
    mayReadBeside(jar, directory, tracing);
  } else if (isProgram && modulePath.length === 0) {
    const paths = classPath === null ? valuesOf('CLASSPATH', tracing) : [classPath];
    for (const path of paths.length > 0 ? paths : ['.']) needClassPath(path, directory, tracing);
  } else if (classPath !== null) needClassPath(classPath, directory, tracing);
  if (isProgram) tracing.mayNeed('.', 'may read what lies where it is started', directory);
  mayReadGiven(others, directory, tracing);
}

export const java: Follower = {
  id: 'java',
  selects: ({ path, head }) => /\.(?:jar|war)$/.test(path) && isZip(head),
  follow: followJar,
  starts: (name) => name === 'java',
  start: async ({ words, directory }, program, tracing) => {
    needJavaHome(program, tracing);
    const options = optionVariables.flatMap((name) => valuesOf(name, tracing)).flatMap(wordsInText);
    const given = await withArgumentFiles([...options, ...words.slice(1)], directory, tracing);
    const read = readJavaWords(given);
    if (!read.isProgram && given.includes(null))
      tracing.note(`Java is started in ${directory} with a class or archive that only the running container knows.`);
    needProgram(read, directory, tracing);
  },
};
