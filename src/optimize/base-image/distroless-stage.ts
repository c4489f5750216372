// A final stage that goes to an image without a shell and packages: what its lines become there.
import type { Instruction, Stage, Word } from '../../dockerfile/model.ts';
import { removeInstruction } from '../edits.ts';
import type { RewriteContext } from '../rewrite.ts';
import { installsRuntimePackages, makesUsers } from '../split-stage.ts';
import type { TextEdit } from '../tracked-text.ts';

/** nonroot, and its group. */
export const nonrootOwner = '65532:65532';

/** What distroless has of its own. */
const present: ReadonlySet<string> = new Set([
  '/etc/ssl/certs/ca-certificates.crt',
  '/usr/share/zoneinfo',
  '/usr/share/zoneinfo/',
]);

export interface BroughtFile {
  readonly copy: Instruction;
  readonly stage: Stage;
  readonly sources: readonly string[];
}

/** A COPY out of a stage of this Dockerfile. */
export function fromStage({ dockerfile }: RewriteContext, copy: Instruction): BroughtFile | null {
  const from = copy.keyword === 'COPY' ? copy.flags.find(({ name }) => name === 'from')?.value : undefined;
  const stage = dockerfile.stages.find(
    ({ name, index }) => name?.toLowerCase() === from?.toLowerCase() || String(index) === from,
  );
  const words = (copy.json ?? copy.words).map(({ value }) => value);
  return from && stage ? { copy, stage, sources: words.slice(0, -1) } : null;
}

const isNumber = (name: string): boolean => /^\d+(?::\d+)?$/.test(name);

/** Users of the old base are not there: the files and the program become those of nonroot. */
function ownerEdits({ keyword, words, flags }: Instruction): TextEdit[] | null {
  const chown = flags.find(({ name }) => name === 'chown');
  if (chown?.value?.includes('$')) return null;
  if (chown && !isNumber(chown.value ?? ''))
    return [{ start: chown.start, end: chown.end, text: `--chown=${nonrootOwner}` }];
  const [user] = keyword === 'USER' ? words : [];
  if (user?.value.includes('$')) return null;
  return user && !isNumber(user.value) ? [{ start: user.start, end: user.end, text: nonrootOwner }] : [];
}

const refused: ReadonlySet<string> = new Set(['VOLUME', 'SHELL', 'ONBUILD', 'ADD']);

/**
 * What makes users and installs what distroless has goes, and names of users become numbers. Null where a line does anything that
 * takes a shell, or that nobody can foresee.
 */
export function onDistroless(context: RewriteContext, instructions: readonly Instruction[]): TextEdit[] | null {
  const { dockerfile } = context;
  const edits: TextEdit[] = [];
  for (const instruction of instructions) {
    const { keyword } = instruction;
    if (refused.has(keyword)) return null;
    const sources = fromStage(context, instruction)?.sources ?? [];
    const isPresent = sources.length > 0 && sources.every((source) => present.has(source));
    if (keyword === 'RUN' && !installsRuntimePackages(dockerfile, instruction) && !makesUsers(dockerfile, instruction))
      return null;
    const owned =
      keyword === 'RUN' || isPresent ? [removeInstruction(dockerfile, instruction)] : ownerEdits(instruction);
    if (!owned) return null;
    edits.push(...owned);
  }
  return edits;
}

/** A root that the Dockerfile asks for is meant. */
export const asksForRoot = (instructions: readonly Instruction[]): boolean =>
  instructions.some(({ keyword, words }) => keyword === 'USER' && /^(?:0|root)(?::|$)/.test(words[0]?.value ?? ''));

export const replaced = ({ start, end }: Word, text: string): TextEdit => ({ start, end, text });
