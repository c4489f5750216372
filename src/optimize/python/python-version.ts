// Whether a project takes the Python of its image. Poetry and Pipenv take no other; uv fetches one where that of the image is not the
// one that is asked for, and the virtual environment would then lead to where the second stage has nothing.
// https://docs.astral.sh/uv/concepts/python-versions/
import { directoryAt } from '../../dockerfile/places.ts';
import type { LockedInstall } from './python-venv.ts';
import type { RewriteContext } from '../rewrite.ts';
import { readTomlTables } from './toml-tables.ts';

const fetched = '/root/.local/share/uv/python';

/** `3.11` of `3.11.9`; null where it says less. */
const minorOf = (version: string | null): number | null => {
  const [, minor] = /^3\.(\d{1,3})(?:\.|$)/.exec(version ?? '') ?? [];
  return minor === undefined ? null : Number(minor);
};

/** `>=3.11,<4` holds for Python 3.11; false where one of its parts is not known. */
function allows(asked: string, minor: number): boolean {
  return asked.split(',').every((part) => {
    const [, operator = '', version = '', patch = ''] =
      /^\s*(>=|<=|==|~=|<|>)\s*3\.(\d{1,3})(\.[\d*]+)?\s*$/.exec(part) ?? [];
    if (/^\s*<\s*4(?:\.0)*\s*$/.test(part) || /^\s*>=\s*3\s*$/.test(part)) return true;
    const wanted = Number(version);
    if (operator === '>=') return minor > wanted || (minor === wanted && /^(?:\.0)?$/.test(patch));
    if (operator === '==') return minor === wanted && patch === '.*';
    return operator === '<' && minor < wanted;
  });
}

/** By what the folder asks for, or by what the image holds; false where neither tells. */
export function usesThisPython(
  { dockerfile, folder, image }: RewriteContext,
  install: LockedInstall,
  version: string | null,
): boolean {
  if (install.manager !== 'uv') return true;
  const directory = directoryAt(dockerfile, install.run);
  if (image && (image.hadEver(fetched) || (!folder && image.has(`${directory}/.python-version`)))) return false;
  if (!folder) return image !== null;
  const minor = minorOf(version);
  const pinned = folder.has('.python-version') ? (folder.textOf('.python-version') ?? '').trim() : null;
  if (minor === null || version === null) return false;
  if (pinned !== null && pinned !== version && pinned !== `3.${minor}`) return false;
  const project = readTomlTables(folder.textOf('pyproject.toml') ?? '')?.get('project');
  const asked = /^["']([^"']{1,100})["']/.exec(project?.get('requires-python') ?? '')?.[1];
  return project !== undefined && (asked === undefined || allows(asked, minor));
}
