// The commands by which anyone reads a secret out of an image: in a POSIX shell with docker, GNU or BSD tar, and what a
// packed file needs.
import type { Compression } from '../archive/compression.ts';
import type { ArchiveImage, LayerBlob } from '../image/model.ts';
import type { FoundSecret } from './found-secret.ts';
import type { DockerfilePlace, ImagePlace, SecretPlace } from './image-secrets.ts';
import type { ImageText } from './image-texts.ts';
import { fileWord, shellWord } from './shell-word.ts';

/** A command, and what it does. */
export interface ExtractCommand {
  readonly what: string;
  readonly command: string;
}

/** What was dropped: an archive, or a folder. */
export interface DroppedImage {
  readonly fileName: string;
  readonly isFolder: boolean;
}

const options: Record<Compression, string> = {
  none: '-xOf',
  gzip: '-xzOf',
  bzip2: '-xjOf',
  xz: '-xJOf',
  zstd: '--zstd -xOf',
};

/** GNU tar reads escapes in the names of members. */
function member(name: string): string {
  const word = shellWord(name.replaceAll('\\', '\\\\'));
  return name.startsWith('-') ? `-- ${word}` : word;
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** unzip reads its operands as patterns. */
const zipMember = (name: string): string => shellWord(name.replace(/[*?\\]/g, '\\$&').replaceAll('[', '[[]'));

/** What follows the file's bytes on standard output, where they are packed. */
function unpacking({ container, inside }: FoundSecret, path: string): string {
  const file = fileWord(baseName(path));
  switch (container) {
    case 'git object':
      return ` | python3 -c 'import sys, zlib; sys.stdout.buffer.write(zlib.decompress(sys.stdin.buffer.read()))'`;
    case 'git pack':
      return ` > ${file} && git init -q unpacked && git -C unpacked unpack-objects < ${file} && git -C unpacked cat-file --batch-all-objects --batch`;
    case 'zip archive':
      return ` > ${file} && unzip -p ${file} ${zipMember(inside ?? '')}`;
    case 'tar or gzip archive':
      if (!inside) return ' | gzip -dc';
      return ` | tar ${/\.t?gz$/i.test(path) ? options.gzip : options.none} - ${member(inside)}`;
    case 'compiled Python':
      return ' | strings';
    default:
      return '';
  }
}

/** `docker save` into the name of the archive that was dropped, so that the next command reads either. */
function saving(reference: string, fileName: string): ExtractCommand {
  const image = shellWord(reference);
  const file = fileWord(fileName);
  const packer = /\.t?gz$/i.test(fileName) ? 'gzip' : /\.zst$/i.test(fileName) ? 'zstd' : null;
  const command = packer ? `docker save ${image} | ${packer} > ${file}` : `docker save ${image} -o ${file}`;
  return { what: 'Save the image, as anyone can who may pull it', command };
}

/** An archive may hold equal layers as links to one of them, which tar prints nothing of: all are named. */
function blobNames({ layers }: ArchiveImage, { name, range }: LayerBlob): string {
  const same = layers.filter((other) => other.range !== null && other.range.start === range?.start);
  return [...new Set([name, ...same.map((other) => other.name)])].map(member).join(' ');
}

function readingFile(
  image: ArchiveImage,
  layer: LayerBlob,
  place: ImagePlace,
  { fileName, isFolder }: DroppedImage,
): string {
  const read = options[layer.compression];
  const name = member(place.entryName ?? (place.path ?? '').slice(1));
  const { found, path } = place;
  const unpack = unpacking(found, path ?? '');
  if (isFolder) return `tar ${read} ${fileWord(`${fileName}/${layer.name}`)} ${name}${unpack}`;
  return `tar -xOf ${fileWord(fileName)} ${blobNames(image, layer)} | tar ${read} - ${name}${unpack}`;
}

function fromFile(image: ArchiveImage, place: ImagePlace, dropped: DroppedImage): ExtractCommand[] {
  const layer = image.layers[place.layer ?? -1];
  if (!layer) return [];
  const line = place.line === null ? '' : `; it stands on line ${place.line}`;
  if (image.format === 'rootfs') {
    const name = member(place.entryName ?? (place.path ?? '').slice(1));
    const command = `tar ${options[layer.compression]} ${fileWord(dropped.fileName)} ${name}${unpacking(place.found, place.path ?? '')}`;
    return [{ what: `Read the file${line}`, command }];
  }
  const read = {
    what: `Read the file out of layer ${layer.index}${line}`,
    command: readingFile(image, layer, place, dropped),
  };
  const saved = image.format === 'docker-archive' && !dropped.isFolder ? image.reference || image.id : '';
  return [...(saved ? [saving(saved, dropped.fileName)] : []), read];
}

// Go's templates know the strings of JSON.
const templates: Record<ImageText['where'], (name: string) => string> = {
  env: () => '{{range .Config.Env}}{{println .}}{{end}}',
  label: (name) => `{{index .Config.Labels ${JSON.stringify(name)}}}`,
  command: (name) => `{{json .Config.${name}}}`,
  history: () => '{{.CreatedBy}} {{.Comment}}',
};

const whatIsRead: Record<ImageText['where'], string> = {
  env: 'List the environment that the image sets',
  label: 'Read the label',
  command: 'Read the command',
  history: 'List the commands that built the image',
};

/** The config of an image in an OCI layout, which every registry hands out without its layers. */
function fromLayout({ id }: ArchiveImage, { fileName, isFolder }: DroppedImage): ExtractCommand[] {
  const name = `blobs/${id.replace(':', '/')}`;
  const command = isFolder
    ? `cat ${fileWord(`${fileName}/${name}`)}`
    : `tar -xOf ${fileWord(fileName)} ${member(name)}`;
  return [{ what: 'Read the image’s config', command }];
}

function fromConfig(image: ArchiveImage, place: ImagePlace, dropped: DroppedImage): ExtractCommand[] {
  if (place.where === 'file') return [];
  if (image.format === 'oci-archive' || image.format === 'oci-layout') return fromLayout(image, dropped);
  const template = shellWord(templates[place.where](place.name ?? ''));
  const tool = place.where === 'history' ? 'docker history --no-trunc' : 'docker inspect';
  const command = `${tool} --format ${template} ${shellWord(image.reference || image.id)}`;
  return [{ what: whatIsRead[place.where], command }];
}

/** What shows a secret of a Dockerfile to whoever has it, or the repository that it is in. */
export function commandsForDockerfile({ name, line, found: { endLine } }: DockerfilePlace): ExtractCommand[] {
  const lines = endLine > line ? `lines ${line} to ${endLine}` : `line ${line}`;
  return [
    {
      what: `Read ${lines} of the Dockerfile`,
      command: `sed -n ${endLine > line ? `${line},${endLine}` : line}p ${fileWord(name)}`,
    },
    {
      what: 'List every version of it, where it is in a git repository: taking the secret out leaves it in the earlier ones',
      command: `git log -p --follow -- ${shellWord(name)}`,
    },
  ];
}

/** One after the other they print the secret that stands in a place. */
export function extractCommands(image: ArchiveImage, place: SecretPlace, dropped: DroppedImage): ExtractCommand[] {
  if (place.where === 'dockerfile') return commandsForDockerfile(place);
  return place.where === 'file' ? fromFile(image, place, dropped) : fromConfig(image, place, dropped);
}
