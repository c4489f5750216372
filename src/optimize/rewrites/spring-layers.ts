import { appendCommands, lineEndOf } from '../../dockerfile/edits.ts';
import type { Instruction } from '../../dockerfile/model.ts';
import { copyTarget, directoryAt, resolvePath } from '../../dockerfile/places.ts';
import { chainOf } from '../../dockerfile/shell-chain.ts';
import { keywordFor } from '../../lint/written-keyword.ts';
import { sourceOf } from '../edits.ts';
import { isJavaBuild, javaProjectOf, startedJar } from '../java/java-project.ts';
import { hasToolsMode } from '../java/spring-boot.ts';
import { commandsOf } from '../shell-chain.ts';
import type { Proposal, Rewrite, RewriteContext } from '../rewrite.ts';

/** Those that change least come first. */
const layers = ['dependencies', 'spring-boot-loader', 'snapshot-dependencies', 'application'];
const folder = 'extracted';

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** The last RUN of a stage, where it builds and more can be put behind it. */
function buildOf({ dockerfile }: RewriteContext, from: string): { run: Instruction; directory: string } | null {
  const stage = dockerfile.stages.find(
    ({ name, index }) => name?.toLowerCase() === from.toLowerCase() || String(index) === from,
  );
  const run = stage?.instructions.findLast(({ keyword }) => keyword === 'RUN');
  const directory = run ? directoryAt(dockerfile, run) : null;
  const builds = run ? commandsOf(dockerfile, run).some(({ name }) => isJavaBuild(name)) : false;
  const chain = run ? chainOf(dockerfile, run) : null;
  const isPlain =
    chain?.isPlain === true && chain.canAppend && !commandsOf(dockerfile, run!).some(({ name }) => name === 'cd');
  return run && directory !== null && builds && isPlain ? { run, directory } : null;
}

function proposeFor(context: RewriteContext, copy: Instruction, jar: string, boot: string): Proposal[] {
  const { dockerfile } = context;
  const words = (copy.json ?? copy.words).map(({ value }) => value);
  const from = copy.flags.find(({ name }) => name === 'from')?.value ?? null;
  const target = copyTarget(dockerfile, copy);
  const [written = ''] = words;
  const build = from === null ? null : buildOf(context, from);
  if (!build || words.length !== 2 || target === null || /[*?[$]/.test(written)) return [];
  const source = resolvePath('/', written);
  // Taken apart, it keeps its name.
  const lands = /(?:\/|^\.|\/\.)$/.test(words[1] ?? '') ? resolvePath(target, nameOf(source)) : target;
  if (lands !== jar || nameOf(source) !== nameOf(jar)) return [];
  const place = `${build.directory === '/' ? '' : build.directory}/${folder}`;
  const flags = copy.flags.map((flag) => sourceOf(dockerfile, flag)).join(' ');
  const copies = layers.map(
    (layer) => `${keywordFor(dockerfile, 'COPY')} ${flags} ${place}/${layer}/ ${folderOf(jar)}`,
  );
  const command = `java -Djarmode=tools -jar ${source} extract --layers --destination ${place}`;
  return [
    {
      at: copy,
      title: 'Put the libraries of the Spring Boot jar into a layer of their own',
      why: 'One jar is one layer: an edit to a single class makes a new one of all its libraries, which every registry and node stores and pulls again. In layers, only the application’s own is new. The first image is as large as before.',
      evidence: `The folder names Spring Boot ${boot}, which can take its jar apart; line ${context.lineOf(copy)} copies ${nameOf(jar)}, and that is what starts.`,
      edits: [
        appendCommands(dockerfile, build.run, [command]),
        { start: copy.start, end: copy.end, text: copies.join(lineEndOf(dockerfile)) },
      ],
      risk: 'test',
      test: 'Start the program. Build it again with an edit to one class: only the last of the four COPYs may make a new layer.',
      claims: null,
    },
  ];
}

export const springLayers: Rewrite = {
  id: 'spring-layers',
  profile: 'balanced',
  once: true,
  propose(context) {
    const { dockerfile, finalStage } = context;
    const jar = dockerfile.stages.length > 1 ? startedJar(dockerfile) : null;
    if (jar === null) return [];
    const { boot, damaged } = javaProjectOf(context);
    if (boot === null || damaged !== null || !hasToolsMode(boot)) return [];
    const copies = finalStage.instructions.filter(
      ({ keyword, flags }) => keyword === 'COPY' && flags.some(({ name }) => name === 'from'),
    );
    return copies.flatMap((copy) => proposeFor(context, copy, jar, boot)).slice(0, 1);
  },
};
