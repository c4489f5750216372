import { apkAdd } from '../lint/apk.ts';
import { dnfCache } from '../lint/dnf.ts';
import { removesFolder, type CacheUse } from '../lint/left-cache.ts';
import { hasOption } from '../lint/options.ts';
import { aptVerb } from './apt-calls.ts';

const apkFolder = '/var/cache/apk';

export const apkCache: CacheUse = {
  folders: [apkFolder, '/etc/apk/cache'],
  fills(command) {
    const add = apkAdd(command);
    return add !== null && !hasOption(add, '--no-cache');
  },
  empties: (command) => removesFolder(command, apkFolder),
};

const listsFolder = '/var/lib/apt/lists';

export const aptLists: CacheUse = {
  folders: [listsFolder],
  fills: (command) => aptVerb(command) === 'update',
  empties: (command) => aptVerb(command) === 'distclean' || removesFolder(command, listsFolder),
};

const verbs = ['groupinstall', 'in', 'install', 'localinstall', 'reinstall', 'update', 'upgrade'];

export const yumCache = dnfCache('yum', verbs, ['yum', 'dnf']);
export const fedoraCache = dnfCache('dnf', verbs, ['dnf', 'yum']);
export const microdnfCache = dnfCache('microdnf', verbs, ['microdnf']);
