import type { Chain } from '../../dockerfile/shell-chain.ts';
import { manifestsFirst } from '../manifests-first.ts';
import { hasOption, isCall } from '../shell-chain.ts';

const isProject = (path: string): boolean => /\.(?:cs|fs|vb)proj$/.test(path);
/** What a project is read with, in the same folder. */
const settings = [
  'nuget.config', 'NuGet.Config', 'NuGet.config', 'Directory.Build.props', 'Directory.Packages.props', 'global.json',
  'packages.lock.json',
]; // prettier-ignore

const findPart = (chain: Chain, ...verbs: string[]): number =>
  chain.parts.findIndex(({ simple }) => simple !== null && isCall(simple, ['dotnet'], ...verbs));

export const dotnetManifestsFirst = manifestsFirst({
  id: 'dotnet-manifests-first',
  title: 'Copy the project file and restore its packages before the sources',
  installs(chain) {
    const restore = findPart(chain, 'restore');
    const part = restore >= 0 ? restore : findPart(chain, 'publish', 'build');
    return part < 0 ? null : part;
  },
  manifests(sent, chain) {
    const projects = sent?.all.filter(isProject) ?? [];
    const [project = '', ...others] = projects;
    const text = sent?.textOf(project) ?? null;
    if (!sent || text === null || others.length > 0 || project.includes('/') || /\s/.test(project)) return null;
    if (!/^\s{0,99}(?:\uFEFF|<)/.test(text) || /<ProjectReference\b|<Import\b/i.test(text)) return null;
    // What was restored on another machine would come over it with the sources.
    if (sent.all.some((path) => path.startsWith('obj/'))) return null;
    const commands = chain.parts.flatMap(({ commands: all }) => all).filter(({ name }) => name === 'dotnet');
    if (commands.some((command) => hasOption(command, '-r', '--runtime', '--use-current-runtime', '--ucr')))
      return null;
    const isRestored = findPart(chain, 'restore') >= 0;
    const files = [project, ...settings.filter((path) => sent.has(path))];
    return { files, directories: [], fetch: isRestored ? null : `dotnet restore ${project}` };
  },
});
