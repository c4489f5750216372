import { manifestsFirst } from '../manifests-first.ts';
import { isCall } from '../shell-chain.ts';

/** A Gemfile is a program: here it reads other files. */
const readsMore = /\b(?:gemspec|path|eval_gemfile|instance_eval|require_relative|read|readlines|load|glob)\b/i;

export const bundlerManifestsFirst = manifestsFirst({
  id: 'bundler-manifests-first',
  title: 'Copy the Gemfile and its lock file and install the gems before the sources',
  installs(chain) {
    const part = chain.parts.findIndex(({ simple }) => simple !== null && isCall(simple, ['bundle'], 'install'));
    return part < 0 ? null : part;
  },
  prepares: (command) => isCall(command, ['bundle'], 'config') || isCall(command, ['gem'], 'install', 'update'),
  manifests(sent) {
    const text = sent?.textOf('Gemfile') ?? null;
    if (!sent || text === null || !sent.has('Gemfile.lock')) return null;
    const asksForVersion = text.includes('.ruby-version');
    if (readsMore.test(text) || (asksForVersion && !sent.has('.ruby-version'))) return null;
    const files = ['Gemfile', 'Gemfile.lock', ...(asksForVersion ? ['.ruby-version'] : [])];
    return { files, directories: [], fetch: null };
  },
});
