import { familyOf, findBase, smallestOf } from '../base-image/base-images.ts';
import { rangeOfBase } from '../base-image/base-range.ts';
import { assetsOf } from '../brought-files.ts';
import { goBuilds, type GoBuild } from '../go/go-build.ts';
import { goProjectOf, type GoProject } from '../go/go-project.ts';
import { bytesGone, partStage, splitEdits, type StageParts } from '../split-stage.ts';
import { checksOnlyWith, programMeant, startedProgram } from '../started-program.ts';
import type { Proposal, Rewrite, RewriteContext } from '../rewrite.ts';
import type { TextEdit } from '../tracked-text.ts';

const isGoSource = (path: string): boolean =>
  /\.(?:go|s|c|h|proto|tmpl\.go)$|(?:^|\/)go\.(?:mod|sum|work|work\.sum)$/.test(path);

/** Of the same distribution: a program without C runs on any of its releases. */
function baseFor(image: string): string | null {
  const base = findBase(image);
  if (!base) return null;
  const { variant, release } = base;
  if (variant.packages === 'apk') return release ? `alpine:${release.version}` : smallestOf('alpine');
  return release?.distribution === 'Debian' ? `debian:${release.word}-slim` : smallestOf('debian');
}

const certificates = '/etc/ssl/certs/ca-certificates.crt';

/** COPY without its keyword: the programs, what they may read, and the certificates, which a slim Debian lacks. */
function broughtFiles(
  context: RewriteContext,
  parts: StageParts,
  programs: readonly string[],
  assets: readonly string[],
  base: string,
): string[] {
  const { image, dockerfile } = context;
  const installs = parts.moved.some(({ start, end }) => dockerfile.text.slice(start, end).includes('ca-certificates'));
  const hasCertificates = image ? image.has(certificates) : true;
  const needs = base.startsWith('debian:') && hasCertificates && !installs;
  return [
    ...(needs ? [`${certificates} /etc/ssl/certs/`] : []),
    ...programs.map((program) => `${program} ${program}`),
    ...assets.map((path) => `${parts.directory}/${path} ./${path}`),
  ];
}

const withoutCgo = (builds: readonly GoBuild[]): TextEdit[] =>
  builds
    .filter(({ isStatic }) => !isStatic)
    .map(({ command: { start } }) => ({ start, end: start, text: 'CGO_ENABLED=0 ' }));

function evidenceFor(context: RewriteContext, builds: readonly GoBuild[], project: GoProject): string {
  const made = builds.map(({ program, run }) => `line ${context.lineOf(run)} builds ${program}`).join(', ');
  const cgo = project.isStatic
    ? 'CGO is off'
    : project.module
      ? 'no module in go.mod and no source is known to need C'
      : 'none of the modules in the image is known to need C';
  return `${made[0]?.toUpperCase() ?? ''}${made.slice(1)}, which is what starts; ${cgo}.`;
}

function proposeFor(context: RewriteContext, builds: readonly GoBuild[], project: GoProject): Proposal[] {
  const { dockerfile, finalStage } = context;
  const last = builds.at(-1)?.run;
  const parts = last ? partStage(context, last) : null;
  const base = baseFor(finalStage.image);
  const programs = [...new Set(builds.map(({ program }) => program))];
  const started = startedProgram(dockerfile);
  const program = started && programMeant(dockerfile, started.words[0] ?? '', programs);
  if (!last || !parts || base === null || !program || !checksOnlyWith(dockerfile, programs)) return [];
  const before = finalStage.instructions.filter(({ start }) => start < last.start);
  const assets = assetsOf(context, before, parts.directory, 'go', isGoSource);
  if (!assets) return [];
  const brought = broughtFiles(context, parts, programs, assets, base);
  const kept = [...programs, ...assets.map((path) => `${parts.directory}/${path}`)];
  const read = assets.length > 0 ? ` ${assets.join(', ')} may be read when it runs, and come along.` : '';
  return [
    {
      at: last,
      title: `Build in a stage of its own, and run on ${base}`,
      why: `A Go program is one file once it is built: the compiler, the modules, their caches and the sources are left behind in the build stage.${project.isStatic ? '' : ' CGO_ENABLED=0 makes it independent of the C library.'}`,
      evidence: `${evidenceFor(context, builds, project)}${read}`,
      edits: [...withoutCgo(builds), ...splitEdits(context, parts, { base, brought })],
      risk: 'test',
      test: 'Start the program, let it look up a host by its name and call an HTTPS address, and use the time zones that it knows by name. A file that it reads and that no COPY brings would be missing.',
      claims: null,
      range: rangeOfBase(finalStage.image, base, bytesGone(context, parts, kept)),
    },
  ];
}

export const twoStageGo: Rewrite = {
  id: 'two-stage-go',
  profile: 'balanced',
  once: true,
  propose(context) {
    const { dockerfile, finalStage, image } = context;
    const isGo = familyOf(finalStage.image)?.names.includes('golang') === true;
    if (!isGo || dockerfile.stages.length !== 1 || (image && !image.knowsEveryLine)) return [];
    const project = goProjectOf(context);
    if (!project.isKnown || project.isDamaged || project.cgo !== null) return [];
    const builds = goBuilds(context, finalStage, project.module);
    return builds && builds.length > 0 ? proposeFor(context, builds, project) : [];
  },
};
