import type { Chain } from '../../dockerfile/shell-chain.ts';
import { readGoModule } from '../go/go-module.ts';
import { manifestsFirst } from '../manifests-first.ts';
import { isCall } from '../shell-chain.ts';

const findPart = (chain: Chain, ...verbs: string[]): number =>
  chain.parts.findIndex(({ commands }) => commands.some((command) => isCall(command, ['go'], ...verbs)));

const downloads = (chain: Chain): boolean =>
  chain.parts.some(({ commands }) =>
    commands.some(({ name, args }) => name === 'go' && args[0]?.value === 'mod' && args[1]?.value === 'download'),
  );

export const goManifestsFirst = manifestsFirst({
  id: 'go-manifests-first',
  title: 'Copy go.mod and go.sum and fetch the modules before the sources',
  installs(chain) {
    const part = downloads(chain) ? findPart(chain, 'mod') : findPart(chain, 'build', 'install');
    return part < 0 ? null : part;
  },
  manifests(sent, chain) {
    if (sent && (!sent.has('go.mod') || sent.has('go.work') || sent.has('vendor/modules.txt'))) return null;
    const text = sent?.textOf('go.mod') ?? null;
    // A module that lies in the folder has to be there to be asked for its own; one that is damaged says nothing.
    if (text !== null && (!readGoModule(text) || /=>\s{0,20}\.{0,2}\//.test(text))) return null;
    const files = sent ? ['go.mod', 'go.sum'].filter(sent.has) : ['go.mod', 'go.sum*'];
    return { files, directories: [], fetch: downloads(chain) ? null : 'go mod download' };
  },
});
