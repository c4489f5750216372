import type { Dockerfile, Instruction, Stage } from '../../dockerfile/model.ts';
import { stageAncestry } from '../../dockerfile/stages.ts';
import { nodeInstall, omitsDevelopment } from '../../lint/node-install.ts';
import { runOnAlpine } from '../base-image/alpine-commands.ts';
import { familyOf, parseReference, smallerBases, type SmallerBase } from '../base-image/base-images.ts';
import { rangeOfBase } from '../base-image/base-range.ts';
import type { Compatibility } from '../compatibility/compatibility.ts';
import { readPackage } from '../node/package-json.ts';
import { prunedDirectory } from '../node/pruned-packages.ts';
import type { Rewrite, RewriteContext } from '../rewrite.ts';
import { commandsOf, operands } from '../shell-chain.ts';
import type { TextEdit } from '../tracked-text.ts';

const languages: ReadonlySet<string> = new Set(['node', 'python', 'php', 'ruby']);

/** A sibling of the same version on Alpine; null for what is pinned by its digest, which would no longer be. */
function siblingOf(image: string): SmallerBase | null {
  const isLanguage = familyOf(image)?.names.some((name) => languages.has(name)) === true;
  if (!isLanguage || parseReference(image)?.pinned !== false) return null;
  return smallerBases(image).find(({ variant }) => variant.kind === 'alpine') ?? null;
}

/** Stages that are built on a base, in order of the file. */
function stagesOn(dockerfile: Dockerfile, base: Stage): Stage[] {
  return dockerfile.stages.filter((stage) => [...stageAncestry(dockerfile, stage)].includes(base));
}

/** Where Debian’s files lie that Alpine has elsewhere, or not at all. */
const placesOfDebian = /\/usr\/s?bin\/(?!env\b)|(?:x86_64|aarch64)-linux-gnu|\bLD_(?:PRELOAD|LIBRARY_PATH)\b/;
const starts: ReadonlySet<string> = new Set(['CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'ENV']);

/** Users that both have, or whom a RUN makes; `www-data` has another number there. */
function knownUsers({ dockerfile }: RewriteContext, stages: readonly Stage[], image: string): ReadonlySet<string> {
  const made = stages
    .flatMap(({ instructions }) => instructions)
    .flatMap((run) => commandsOf(dockerfile, run))
    .filter(({ name }) => ['useradd', 'adduser', 'groupadd', 'addgroup'].includes(name))
    .flatMap((command) => operands(command).slice(-1));
  const own = familyOf(image)?.user?.name;
  return new Set(['root', 'nobody', ...(own === undefined ? [] : [own]), ...made]);
}

function ownersIn({ keyword, words, flags }: Instruction): string[] {
  const chown = flags.find(({ name }) => name === 'chown')?.value;
  const given = keyword === 'USER' ? words[0]?.value : chown;
  return given ? given.split(':') : [];
}

/** What an instruction other than RUN asks for is there. */
function isPlain(instruction: Instruction, users: ReadonlySet<string>): boolean {
  const { keyword, words } = instruction;
  if (keyword === 'SHELL' || keyword === 'ONBUILD') return false;
  if (starts.has(keyword) && words.some(({ raw }) => placesOfDebian.test(raw))) return false;
  return ownersIn(instruction).every((name) => /^\d+$/.test(name) || users.has(name));
}

/** They start scripts of packages at most, which an image without native code shows to have done nothing of the kind. */
const installing: ReadonlySet<string> = new Set([
  'ci', 'clean-install', 'install', 'i', 'add', 'prune', 'cache', 'config', '',
]); // prettier-ignore

/** Scripts of the project that a RUN starts are for a plain shell; without the folder nobody knows what they call. */
function callsNoBash({ folder }: RewriteContext, run: Instruction, dockerfile: Dockerfile): boolean {
  const isScript = commandsOf(dockerfile, run).some(
    (command) => ['npm', 'yarn', 'pnpm', 'npx'].includes(command.name) && !installing.has(operands(command)[0] ?? ''),
  );
  if (!isScript) return true;
  const manifests = folder?.named('package.json') ?? [];
  const texts = manifests.map((path) => folder?.textOf(path) ?? '');
  return texts.length > 0 && texts.every((text) => readPackage(text) !== null && !/\bbash\b/.test(text));
}

const installsDevelopment = (dockerfile: Dockerfile, run: Instruction): boolean =>
  commandsOf(dockerfile, run).some((command) => {
    const install = nodeInstall(command);
    return install !== null && !omitsDevelopment(install);
  });

/** A stage that goes to Alpine as well and builds there needs its development packages to run on it, pruned or not. */
function prunedOnAlpine(context: RewriteContext, base: Stage): string | null {
  const { dockerfile } = context;
  const lines = stagesOn(dockerfile, base).flatMap(({ instructions }) => instructions);
  return lines.some((run) => installsDevelopment(dockerfile, run)) ? null : prunedDirectory(context);
}

interface Translation {
  readonly edits: readonly TextEdit[];
  readonly packages: ReadonlySet<string>;
}

function translate(context: RewriteContext, stages: readonly Stage[], image: string): Translation | null {
  const { dockerfile } = context;
  const users = knownUsers(context, stages, image);
  const packages = new Set<string>();
  const edits: TextEdit[] = [];
  for (const instruction of stages.flatMap((stage) => stage.instructions.slice(1))) {
    if (instruction.keyword !== 'RUN') {
      if (!isPlain(instruction, users)) return null;
      continue;
    }
    const run = runOnAlpine(dockerfile, instruction, packages);
    if (!run || !callsNoBash(context, instruction, dockerfile)) return null;
    edits.push(...run.edits);
    for (const name of run.installs) packages.add(name);
  }
  return { edits, packages };
}

/**
 * It runs there by all that the image shows, and what it needs there is added. What Debian’s packages are there for it cannot show, but the lines that install them do:
 * each of them is translated.
 */
function fits({ verdict, reasons }: Compatibility, packages: ReadonlySet<string>): boolean {
  if (verdict === 'does not fit') return false;
  return reasons.every(({ weight, aspect, installs: needed }) => {
    if (weight === 'unknown') return aspect === 'packages';
    return weight !== 'needs' || (needed !== null && packages.has(needed));
  });
}

export const alpineBase: Rewrite = {
  id: 'alpine-base',
  profile: 'smallest',
  once: true,
  propose(context) {
    const { dockerfile, finalStage, image } = context;
    const base = [...stageAncestry(dockerfile, finalStage)].at(-1);
    const [word] = base?.from.words ?? [];
    const sibling = image && base ? siblingOf(base.image) : null;
    if (!image || !base || !word || !sibling) return [];
    const translation = translate(context, stagesOn(dockerfile, base), base.image);
    if (!translation) return [];
    const said = image
      .compatibilityOf(base.image, prunedOnAlpine(context, base))
      .find(({ target }) => target === 'alpine');
    if (!said || !fits(said, translation.packages)) return [];
    const { reference, variant } = sibling;
    const { edits, packages } = translation;
    const added = packages.size > 0 ? ` apk has ${[...packages].join(', ')}, which apt-get installs today.` : '';
    return [
      {
        at: base.from,
        title: `Run on ${reference}`,
        why: `Alpine is a smaller system: musl is its C library, and BusyBox its shell and tools. It lacks ${variant.lacks}. What is compiled for glibc does not run on it: a package with native code that is added later has to be installed on Alpine, too.`,
        evidence: `Of what came above the base image, no compiled file is for glibc alone, and what the image starts is there on Alpine.${added}`,
        edits: [{ start: word.start, end: word.end, text: reference }, ...edits],
        risk: 'test',
        test: 'Build it and run the tests in it. Look up hosts by their names in the network in which it will run, and measure it under load: musl asks name servers and hands out memory in another way.',
        claims: null,
        range: rangeOfBase(base.image, reference, null),
      },
    ];
  },
};
