import type { Instruction } from '../../dockerfile/model.ts';
import { copyTarget } from '../../dockerfile/places.ts';
import { familyOf } from '../base-image/base-images.ts';
import { rangeOfBase } from '../base-image/base-range.ts';
import { assetsOf } from '../brought-files.ts';
import { isBelow } from '../evidence.ts';
import { isJavaBuild, javaProjectOf, jreFor, startedJar } from '../java/java-project.ts';
import { bytesGone, partStage, splitEdits } from '../split-stage.ts';
import { checksOnlyWith } from '../started-program.ts';
import { commandsOf } from '../shell-chain.ts';
import type { Rewrite, RewriteContext } from '../rewrite.ts';

const builders: ReadonlySet<string> = new Set(['maven', 'gradle', 'eclipse-temurin', 'openjdk']);

const isCopy = ({ keyword }: Instruction): boolean => keyword === 'COPY' || keyword === 'ADD';

const isBuildFile = (path: string): boolean =>
  /^(?:target|build|out|bin|gradle|buildSrc)\/|(?:^|\/)src\/|(?:^|\/)(?:pom\.xml|mvnw|gradlew|gradle\.properties|lombok\.config|.*\.gradle(?:\.kts)?)$/.test(
    path,
  );

/** The last RUN that builds, or moves what was built; null where no RUN builds. */
function lastBuild({ dockerfile, finalStage }: RewriteContext): Instruction | null {
  const calls = (run: Instruction, is: (name: string) => boolean): boolean =>
    commandsOf(dockerfile, run).some(({ name }) => is(name));
  const built = finalStage.instructions.findLast((run) => calls(run, isJavaBuild));
  if (!built) return null;
  return (
    finalStage.instructions.findLast(
      (run) => run.start >= built.start && calls(run, (name) => isJavaBuild(name) || name === 'cp' || name === 'mv'),
    ) ?? null
  );
}

/** The image shows no jar beside the one that starts, in the folders that builds write to. */
function isAloneInImage({ image }: RewriteContext, jar: string, directory: string): boolean | null {
  if (!image) return null;
  const folder = jar.slice(0, jar.lastIndexOf('/'));
  const others = [
    folder,
    `${folder}/lib`,
    `${folder}/dependency`,
    `${directory}/target/lib`,
    `${directory}/target/dependency`,
  ]
    .filter((path) => isBelow(path, directory))
    .flatMap((path) => image.namesIn(path).map((name) => `${path}/${name}`))
    .filter((path) => path.endsWith('.jar') && path !== jar && !/-(?:sources|javadoc|plain|tests)\.jar$/.test(path));
  return image.has(jar) && others.length === 0;
}

export const twoStageJava: Rewrite = {
  id: 'two-stage-java',
  profile: 'balanced',
  once: true,
  propose(context) {
    const { dockerfile, finalStage, image } = context;
    const isBuilder = familyOf(finalStage.image)?.names.some((name) => builders.has(name)) === true;
    const base = jreFor(finalStage.image);
    const jar = startedJar(dockerfile);
    const last = lastBuild(context);
    if (!isBuilder || base === null || jar === null || !last || (image && !image.knowsEveryLine)) return [];
    const parts = partStage(context, last);
    const project = javaProjectOf(context);
    if (!parts || project.damaged !== null || !checksOnlyWith(dockerfile, [])) return [];
    if (parts.tail.some((one) => isCopy(one) && copyTarget(dockerfile, one) === jar)) return [];
    const isAlone = project.isSelfContained ?? isAloneInImage(context, jar, parts.directory);
    const before = finalStage.instructions.filter(({ start }) => start < last.start);
    const assets = isAlone === true ? assetsOf(context, before, parts.directory, 'java', isBuildFile) : null;
    if (!assets) return [];
    const brought = [`${jar} ${jar}`, ...assets.map((path) => `${parts.directory}/${path} ./${path}`)];
    const kept = [jar, ...assets.map((path) => `${parts.directory}/${path}`)];
    const read = assets.length > 0 ? ` ${assets.join(', ')} may be read when it runs, and come along.` : '';
    const shown = project.isSelfContained
      ? `${project.tool} packs the libraries into it`
      : 'the image has no other jar beside it';
    return [
      {
        at: last,
        title: `Build in a stage of its own, and run on ${base}`,
        why: 'A running program needs the jar and a Java runtime. The build tool, the compiler, the repository of fetched libraries and the sources stay behind in the build stage.',
        evidence: `The image starts ${jar}, which line ${context.lineOf(last)} leaves there; ${shown}.${read}`,
        edits: splitEdits(context, parts, { base, brought }),
        risk: 'test',
        test: 'Start the program and use each of its parts. A file that it reads and that no COPY brings would be missing, and so would javac, jcmd and jstack, which only the JDK has.',
        claims: null,
        range: rangeOfBase(finalStage.image, base, bytesGone(context, parts, kept)),
      },
    ];
  },
};
