import { decodeText, encodeText } from '../bytes/text.ts';
import { parseCreatedBy } from '../history/created-by.ts';
import type { ArchiveImage } from '../image/model.ts';
import type { DockerfilePlace, ImagePlace, ImageSecret, SecretPlace } from './image-secrets.ts';
import { textsOfImage } from './image-texts.ts';

/** A step that ends a secret. */
export interface EndStep {
  readonly text: string;
  /** Lines of a file, or a command, as they can be copied. */
  readonly code?: string;
}

export interface Ending {
  /** Null where there is none: all places are in Dockerfiles. */
  readonly image: ArchiveImage | null;
  /** So many layers are the base image's. */
  readonly baseLayers: number;
  /** The sentence of its kind. */
  readonly rotate: string;
}

/** Beyond these a text may mean something else to a Dockerfile or a .dockerignore. */
const isPlain = (text: string): boolean => /^[A-Za-z0-9_./@+-]+$/.test(text);

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const idOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^-|-$/g, '') || 'secret';

const mount = 'Mount it for the command that needs it: what is mounted as a secret is stored in no layer.';

const withCode = (text: string, plain: boolean, code: string): EndStep => (plain ? { text, code } : { text });

/** None for a Dockerfile or an object of git: no command needs it for its secret. */
function mounting(path: string): EndStep[] {
  const name = baseName(path);
  if (/^(?:Dockerfile|Containerfile)(?:\.[\w.-]*)?$|\.Dockerfile$/i.test(name)) return [];
  if (/(?:^|\/)\.git\/objects\//.test(path)) return [];
  return [withCode(mount, isPlain(path), `RUN --mount=type=secret,id=${idOf(name)},target=${path} …`)];
}

/** What .dockerignore names to keep a file out. */
function ignored(path: string): string {
  if (/\/\.git\//.test(path)) return '**/.git';
  return `**/${baseName(path)}`;
}

function ofCopied(path: string): EndStep[] {
  const line = ignored(path);
  return [
    withCode(`Keep it out of the build context: a line in .dockerignore.`, isPlain(path), line),
    ...(line === '**/.git' ? [] : mounting(path)),
  ];
}

function ofFile(place: ImagePlace, { image, baseLayers }: Ending): EndStep[] {
  const { path, layer } = place;
  if (path === null || layer === null) return [];
  if (layer < baseLayers) {
    return [{ text: `Layer ${layer} is the base image’s: build on one without it, and tell those who make this one.` }];
  }
  const command = image?.layers[layer]?.command ?? '';
  if (command === '') return [{ text: 'Keep it out of what the image is made from.' }];
  const { keyword } = parseCreatedBy(command);
  return keyword === 'COPY' || keyword === 'ADD' ? ofCopied(path) : mounting(path);
}

function ofVariable(name: string): EndStep[] {
  const plain = isPlain(name);
  return [
    withCode('Take it out of ENV, and hand it to the container when it starts.', plain, `docker run --env ${name} …`),
    withCode(mount, plain, `RUN --mount=type=secret,id=${idOf(name)},env=${name} …`),
  ];
}

const ofLabel = (name: string | null): EndStep[] => [
  { text: `Take ${name === null ? 'it out of the label' : `the label ${name} out`}: labels are there to be read.` },
];

const ofCommand = (): EndStep[] => [
  { text: 'Take it out of the command: let the program read it from its environment or from a mounted file.' },
];

/** The name that a value is given to right before it: `NPM_TOKEN=`. */
function nameBefore(text: string, offset: number): string | null {
  const before = decodeText(encodeText(text).subarray(0, offset));
  return /([A-Za-z_]\w{0,99})=["']?$/.exec(before.slice(-200))?.[1] ?? null;
}

function ofHistory({ name, found }: ImagePlace, { image }: Ending): EndStep[] {
  const texts = image ? textsOfImage(image) : [];
  const text = texts.find((one) => one.where === 'history' && one.name === name)?.text ?? '';
  const given = nameBefore(text, found.offset);
  const { keyword } = parseCreatedBy(text);
  if (keyword === 'ENV' && given) return ofVariable(given);
  if (keyword === 'LABEL') return ofLabel(given);
  if (keyword === 'CMD' || keyword === 'ENTRYPOINT' || keyword === 'HEALTHCHECK') return ofCommand();
  return ofBuild(given);
}

/** `given`: the variable that has it for its value. */
function ofBuild(given: string | null): EndStep[] {
  const variable = given !== null && isPlain(given) ? given : 'TOKEN';
  const id = idOf(variable);
  return [
    {
      text: 'Hand it over as a build secret: commands and build arguments stay in the history.',
      code: `RUN --mount=type=secret,id=${id},env=${variable} …\ndocker build --secret id=${id},env=${variable} .`,
    },
  ];
}

/** `ENV NPM_TOKEN` → ENV, NPM_TOKEN */
function partsOf(holder: string): { keyword: string; variable: string | null } {
  const blank = holder.indexOf(' ');
  return blank < 0
    ? { keyword: holder, variable: null }
    : { keyword: holder.slice(0, blank), variable: holder.slice(blank + 1) };
}

function ofInstruction(holder: string): EndStep[] {
  const { keyword, variable } = partsOf(holder);
  switch (keyword) {
    case '':
      return [{ text: 'Take it out of the comment.' }];
    case 'ENV':
      return variable === null ? ofBuild(null) : ofVariable(variable);
    case 'LABEL':
      return ofLabel(variable);
    case 'CMD':
    case 'ENTRYPOINT':
    case 'HEALTHCHECK':
      return ofCommand();
    case 'COPY':
    case 'ADD':
      return [{ text: mount }];
    default:
      return ofBuild(variable);
  }
}

const ofDockerfile = ({ found }: DockerfilePlace): EndStep[] => [
  ...ofInstruction(found.holder),
  {
    text: 'Clean the repository’s history of it, too: write it on a line of a file outside of it. Clones and forks that others have keep it.',
    code: 'git filter-repo --replace-text ../secrets.txt',
  },
];

function stepsOf(place: SecretPlace, ending: Ending): EndStep[] {
  const name = place.name ?? '';
  switch (place.where) {
    case 'file':
      return ofFile(place, ending);
    case 'env':
      return ofVariable(name);
    case 'label':
      return ofLabel(name);
    case 'command':
      return ofCommand();
    case 'history':
      return ofHistory(place, ending);
    case 'dockerfile':
      return ofDockerfile(place);
    default:
      return place satisfies never;
  }
}

/** One step for all that say the same, with the lines of each. */
function merged(steps: readonly EndStep[]): EndStep[] {
  const lines = new Map<string, Set<string>>();
  for (const { text, code } of steps) {
    const known = lines.get(text) ?? new Set();
    lines.set(text, known);
    if (code !== undefined) known.add(code);
  }
  return [...lines].map(([text, codes]) => (codes.size === 0 ? { text } : { text, code: [...codes].join('\n') }));
}

/** What does not help: a later layer that takes the file away. */
function hiding(places: readonly SecretPlace[], baseLayers: number): EndStep[] {
  const hidden = places.filter(({ visible, layer }) => !visible && layer !== null && layer >= baseLayers);
  const layers = [...new Set(hidden.map(({ layer }) => layer))];
  if (layers.length === 0) return [];
  const named = layers.length === 1 ? `layer ${layers[0]}` : `layers ${layers.join(', ')}`;
  return [{ text: `A later layer that deletes or overwrites it only hides it: it has to stay out of ${named}.` }];
}

/** What was built with it gives it out; a comment is in no image. */
const isInImages = (places: readonly SecretPlace[]): boolean =>
  places.some((place) => place.where !== 'dockerfile' || place.found.holder !== '');

/** What ends a secret in all of its places, the urgent first. */
export function howToEnd({ places }: ImageSecret, ending: Ending): EndStep[] {
  return [
    { text: ending.rotate },
    ...hiding(places, ending.baseLayers),
    ...merged(places.flatMap((place) => stepsOf(place, ending))),
    ...(isInImages(places)
      ? [{ text: 'Build the image anew, and delete the old ones from the registry: their layers go on giving it out.' }]
      : []),
  ];
}
