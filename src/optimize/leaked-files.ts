// Files of the build context that brought a secret into the image, and which no instruction asks for.
import { isIgnored } from '../build-context/dockerignore.ts';
import type { Dockerfile } from '../dockerfile/model.ts';
import { copiesContext } from '../dockerfile/places.ts';
import type { Leak } from '../secrets/leak.ts';
import type { ImageEvidence } from './evidence.ts';
import { literalPattern } from './ignore-file/ignore-text.ts';
import { filesSent, type SentFile } from './ignore-file/files-sent.ts';
import { tellKinds } from './tell-leaks.ts';

export interface LeakedFile extends SentFile {
  readonly leaks: readonly Leak[];
}

/** Parts of the program itself, and what a package manager reads: without them it neither builds nor starts. */
const programFile =
  /(?:\.(?:[cm]?[jt]sx?|vue|svelte|html?|css|scss|py[cox]?|ipynb|rb|erb|php|pl|pm|lua|java|kt|kts|scala|groovy|clj|class|jar|war|go|rs|c|cc|cpp|h|hpp|cs|fs|vb|swift|dart|ex|exs|erl|hs|ml|r|jl|sql|sh|bash|so|dll|exe|wasm|map|whl|lock|gradle|csproj)|(?:^|\/)(?:package(?:-lock)?\.json|composer\.json|pnpm-lock\.yaml|requirements[^/]*\.txt|constraints[^/]*\.txt|pyproject\.toml|setup\.cfg|Pipfile|Gemfile|go\.(?:mod|sum)|pom\.xml|Cargo\.toml|Makefile))$/i;

export function leakedFiles(dockerfile: Dockerfile, image: ImageEvidence, ignored: readonly string[]): LeakedFile[] {
  const copies = dockerfile.instructions.filter(
    // ADD of anything else may unpack it.
    (instruction) => instruction.keyword === 'COPY' || copiesContext(dockerfile, instruction),
  );
  return filesSent(dockerfile, copies, image, (layer, path) => image.leaksIn([layer], path).length > 0)
    .filter(({ sent }) => !isIgnored(ignored, sent))
    .map((file) => ({ ...file, leaks: image.leaksIn([file.layer], file.path) }));
}

/** The pattern for this very file; null where it has to come along. */
export function patternFor({ sent }: LeakedFile, needed: readonly string[]): string | null {
  const pattern = programFile.test(sent) ? null : literalPattern(sent);
  if (pattern === null) return null;
  return needed.some((path) => isIgnored([pattern], path.replace(/^\.\//, ''))) ? null : pattern;
}

export const commentFor = ({ leaks, layer }: LeakedFile): string => `# Held ${tellKinds(leaks)} in layer ${layer}.`;
