// COPY and ADD. docker's classic builder and buildah name what they copied by a hash, `dir:<hash> in /dest`.
import { heredocMarker } from '../../dockerfile/heredocs.ts';
import { resolvePath } from '../../dockerfile/places.ts';
import { readList } from './go-values.ts';
import { oneLine, writePaths, writeValue, writeWord } from './write-words.ts';
import { plainly, type Write, type WriteContext } from './written.ts';

const hidden = /^(file|dir|multi):[0-9a-f]+ in ([^]*)$/;

/** Whether an entry hides what it copied. */
export const hidesSource = (createdBy: string): boolean => /(?:file|dir|multi):[0-9a-f]+ in /.test(createdBy);
const nameOf = (path: string): string => path.split('/').findLast((part) => part !== '' && part !== '.') ?? '';

/** ADD took an archive apart where there are several files, or one that lies deeper than a copy would. */
function isUnpacked(place: string, onlyFile: WriteContext['onlyFile']): boolean {
  if (onlyFile === undefined) return place === '/';
  if (onlyFile === null) return true;
  return onlyFile !== place && onlyFile !== resolvePath(place, nameOf(onlyFile));
}

/** A name that may stand for the source of a copy: what came out of it, else what it is called where it went. */
function placeholder(
  { keyword, kind, target }: { keyword: string; kind: string; target: string },
  { directory, layer, onlyFile }: WriteContext,
): string {
  const place = resolvePath(directory, target);
  const isFolder = target === '' || target.endsWith('/') || /(?:^|\/)\.\.?$/.test(target) || place === directory;
  const name = nameOf(place);
  if (kind === 'file') {
    if (keyword === 'ADD' && isUnpacked(place, onlyFile)) {
      if (place !== '/') return `${name}.tar`;
      return layer === null || layer === 0 ? 'rootfs.tar' : `layer-${layer}.tar`;
    }
    const file = onlyFile ? nameOf(onlyFile) : '';
    return file || (isFolder ? '.' : name);
  }
  return kind === 'dir' && !isFolder && place !== '/' ? name : '.';
}

const copyFlag = /^--(?:from|chown|chmod|exclude|checksum|link|parents|keep-git-dir|unpack)(?:=\S*)?(?:\s+|$)/;

function takeFlags(text: string): { flags: string[]; rest: string } {
  const flags: string[] = [];
  let rest = text;
  for (let flag = copyFlag.exec(rest); flag; flag = copyFlag.exec(rest)) {
    const [name = '', value] = flag[0].trim().split(/=([^]*)/, 2);
    flags.push(value === undefined ? name : `${name}=${writeValue(value, { keepsVariables: true })}`);
    rest = rest.slice(flag[0].length);
  }
  return { flags, rest };
}

export const writeCopy: Write = ({ keyword, text, byBuildkit }, context) => {
  const { flags, rest } = takeFlags(oneLine(text));
  const start = [keyword, ...flags].join(' ');
  const options = { keepsVariables: !byBuildkit };
  const [, kind = '', to = ''] = hidden.exec(rest.trim()) ?? [];
  if (kind !== '') {
    const target = to.trim() || '.';
    const source = placeholder({ keyword, kind, target }, context);
    // Several sources need a folder to go to.
    const folder = kind === 'multi' && !target.endsWith('/') ? `${target}/` : target;
    return plainly(`${start} ${writePaths([source, folder], options)}`);
  }
  const words =
    readList(rest) ??
    rest
      .replace(/\s#\s.*$/, '')
      .split(/\s+/)
      .filter(Boolean);
  const heredoc = words.slice(0, -1).find((word) => heredocMarker(word));
  if (heredoc !== undefined) {
    const target = writeWord(words.at(-1) ?? '', options);
    return { text: `${start} <<EOF ${target}\nEOF`, remarks: ['What it wrote is not in the history.'] };
  }
  return words.length < 2 ? null : plainly(`${start} ${writePaths(words, options)}`);
};
