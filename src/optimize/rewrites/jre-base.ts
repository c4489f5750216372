import { familyOf, findBase, parseReference, smallerBases } from '../base-image/base-images.ts';
import { rangeOfBase } from '../base-image/base-range.ts';
import { jreFor, startedJar } from '../java/java-project.ts';
import { commandsOf } from '../shell-chain.ts';
import type { Rewrite, RewriteContext } from '../rewrite.ts';

/** What a JRE image has as well, whatever it is called with. */
const harmless: ReadonlySet<string> = new Set([
  'apt-get', 'apk', 'mkdir', 'chown', 'chmod', 'rm', 'ln', 'cp', 'mv', 'install', 'touch', 'echo', 'groupadd', 'useradd',
  'addgroup', 'adduser', 'keytool', 'java',
]); // prettier-ignore

/** The runtime of the same vendor, version and distribution; Temurin's for the images of OpenJDK, which nobody cares for. */
function runtimeFor(image: string): { reference: string; why: string } | null {
  const base = findBase(image);
  const deprecated = base?.family.deprecated;
  // What is pinned by its digest would no longer be.
  if (!base || parseReference(image)?.pinned !== false || !['full', 'slim', 'alpine'].includes(base.variant.kind))
    return null;
  if (deprecated) {
    const reference = base.variant.packages === 'apk' ? null : jreFor(image);
    return reference === null ? null : { reference, why: ` ${deprecated.why}` };
  }
  const smaller = smallerBases(image).find(
    ({ variant }) =>
      variant.kind === 'jre' && variant.packages === base.variant.packages && variant.libc === base.variant.libc,
  );
  return smaller ? { reference: smaller.reference, why: '' } : null;
}

/** The stage calls nothing that only a JDK has. */
const callsNoJdk = ({ dockerfile, finalStage }: RewriteContext): boolean =>
  finalStage.instructions.every(
    (run) =>
      run.keyword !== 'RUN' ||
      (run.heredocs.length === 0 && commandsOf(dockerfile, run).every(({ name }) => harmless.has(name))),
  );

export const jreBase: Rewrite = {
  id: 'jre-base',
  profile: 'balanced',
  once: true,
  propose(context) {
    const { dockerfile, finalStage } = context;
    const [word] = finalStage.from.words;
    const isJava =
      familyOf(finalStage.image)?.names.some((name) => name === 'eclipse-temurin' || name === 'openjdk') === true;
    const jar = isJava && finalStage.baseStage === null ? startedJar(dockerfile) : null;
    const runtime = jar === null ? null : runtimeFor(finalStage.image);
    if (!word || !runtime || !callsNoJdk(context)) return [];
    const { reference, why } = runtime;
    return [
      {
        at: finalStage.from,
        title: `Run on ${reference}: a runtime, not the JDK`,
        why: `The compiler and tools of the JDK build programs; to run one takes the JRE.${why} If the program compiles while it runs (JSP), or jcmd and jstack are wanted in the container, leave this off.`,
        evidence: `Line ${context.lineOf(finalStage.from)} names a JDK; the stage starts ${jar} and calls none of the JDK’s tools.`,
        edits: [{ start: word.start, end: word.end, text: reference }],
        risk: 'test',
        test: 'Start the program and use each of its parts; compare what java -version prints with that of the image today.',
        claims: null,
        range: rangeOfBase(finalStage.image, reference, null),
      },
    ];
  },
};
