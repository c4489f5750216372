import { pairsOf } from '../../lint/pairs.ts';
import { keywordFor } from '../../lint/written-keyword.ts';
import { beforeStart } from '../closing-lines.ts';
import { readPackage } from '../node/package-json.ts';
import type { ProjectFolder } from '../project-folder.ts';
import type { Rewrite } from '../rewrite.ts';
import { readTomlTables } from '../python/toml-tables.ts';

/** https://github.com/opencontainers/image-spec/blob/main/annotations.md */
const label = 'org.opencontainers.image.source';
const labels: ReadonlySet<string> = new Set([label, 'org.label-schema.vcs-url']);

/** `git+https://github.com/a/b.git` as a page to open; null for what is none: a manifest may say anything. */
function pageOf(address: unknown): string | null {
  if (typeof address !== 'string' || address.length > 200) return null;
  const page = address.replace(/^git\+/, '').replace(/\.git$/, '');
  return /^https:\/\/[a-z\d][a-z\d.-]*\/[\w.~/-]+$/i.test(page) ? page : null;
}

const unquoted = (value: string | undefined): string | undefined => /^(["'])([^"'\\]*)\1/.exec(value ?? '')?.[2];

function ofPackage(folder: ProjectFolder): string | null {
  const repository = readPackage(folder.textOf('package.json') ?? '')?.repository;
  const isRecord = typeof repository === 'object' && repository !== null;
  return pageOf(isRecord && 'url' in repository ? repository.url : repository);
}

function ofProject(folder: ProjectFolder): string | null {
  const tables = readTomlTables(folder.textOf('pyproject.toml') ?? '');
  const urls = tables?.get('project.urls') ?? new Map<string, string>();
  const named = [...urls].find(([name]) => /^(?:repository|source(?: ?code)?)$/i.test(name))?.[1];
  return pageOf(unquoted(named ?? tables?.get('tool.poetry')?.get('repository')));
}

/** Of the labels that OCI names, the one whose value the project itself says. */
export const sourceLabel: Rewrite = {
  id: 'source-label',
  profile: 'balanced',
  once: true,
  propose({ dockerfile, finalStage, folder }) {
    const isThere = dockerfile.instructions.some(
      (one) => one.keyword === 'LABEL' && pairsOf(one).some(({ name }) => labels.has(name)),
    );
    if (!folder || isThere) return [];
    const [ofNode, ofPython] = [ofPackage(folder), ofProject(folder)];
    const page = ofNode ?? ofPython;
    const placed = page && beforeStart(dockerfile, finalStage, `${keywordFor(dockerfile, 'LABEL')} ${label}="${page}"`);
    // Two that say otherwise: nobody knows which.
    if (!placed || (ofNode && ofPython && ofNode !== ofPython)) return [];
    return [
      {
        at: placed.at,
        title: 'Say in a label where the sources are',
        why: 'Registries link the image to its repository by this label, and tools that renew images find the changes there.',
        evidence: `${ofNode ? 'package.json' : 'pyproject.toml'} names ${page} as its repository; no LABEL does.`,
        edits: [placed.edit],
        risk: 'none',
        test: '',
        claims: null,
      },
    ];
  },
};
