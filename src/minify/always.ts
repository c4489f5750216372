// What containers need whatever they start: accounts, names of hosts, certificates, time zones, the locale in use, and the
// folders that the config names.
import { parsePasswd } from '../hardening/accounts.ts';
import { libraryFolders } from './library-search.ts';
import { pathsByGlob } from './find-by-glob.ts';
import type { Tracing } from './tracing.ts';

interface AlwaysNeeded {
  readonly id: string;
  need(tracing: Tracing): Promise<void> | void;
}

const needPaths =
  (why: string, paths: readonly string[]) =>
  (tracing: Tracing): void => {
    for (const path of paths) {
      const node = tracing.need(path, why);
      if (node !== null && node !== 0 && tracing.isDirectory(node)) tracing.needAll(node, why);
    }
  };

const accounts: AlwaysNeeded = {
  id: 'accounts',
  need: needPaths('has users and groups', [
    ...['/etc/passwd', '/etc/group', '/etc/shadow', '/etc/gshadow', '/etc/subuid', '/etc/subgid', '/etc/login.defs'],
    ...['/etc/os-release', '/usr/lib/os-release', '/etc/debian_version', '/etc/alpine-release', '/etc/shells'],
  ]),
};

const network: AlwaysNeeded = {
  id: 'network',
  need: needPaths('looks up names of hosts', [
    ...['/etc/hosts', '/etc/hostname', '/etc/resolv.conf', '/etc/nsswitch.conf', '/etc/host.conf', '/etc/gai.conf'],
    ...['/etc/services', '/etc/protocols', '/etc/networks', '/etc/rpc', '/etc/netconfig'],
  ]),
};

const certificates: AlwaysNeeded = {
  id: 'certificates',
  need: needPaths('trusts certificates', [
    ...['/etc/ssl/certs', '/etc/ssl/cert.pem', '/etc/ssl/openssl.cnf', '/usr/lib/ssl/certs', '/usr/lib/ssl/cert.pem'],
    ...['/usr/lib/ssl/openssl.cnf', '/usr/local/ssl/certs', '/usr/local/ssl/openssl.cnf'],
    ...['/etc/pki/tls', '/etc/pki/ca-trust/extracted', '/etc/crypto-policies/back-ends', '/etc/ca-certificates.conf'],
    ...['/usr/local/share/ca-certificates', '/usr/share/ca-certificates'],
  ]),
};

const timeZones: AlwaysNeeded = {
  id: 'time zones',
  need: needPaths('knows time zones', ['/etc/localtime', '/etc/timezone', '/usr/share/zoneinfo']),
};

/** C and POSIX need no files; C.UTF-8 lies in a folder of its own on Debian, all others in the archive of locales. */
const localeFolders = ['/usr/lib/locale', '/usr/share/locale'];

function localesInUse(tracing: Tracing): string[] {
  const named = ['LC_ALL', 'LC_CTYPE', 'LANG', 'LANGUAGE'].flatMap((name) => tracing.variable(name)?.split(':') ?? []);
  return [...new Set(['C.UTF-8', ...named])].filter((locale) => locale !== '' && !locale.includes('/'));
}

/** `de_DE.UTF-8` as its folders are called: `de_DE.utf8`, `de_DE.UTF-8`, `de_DE`, `de`. */
function folderNamesOf(locale: string): string[] {
  const [territory = '', codeset = ''] = (locale.split('@')[0] ?? '').split('.');
  const spelled = codeset === '' ? [] : [`${territory}.${codeset.toLowerCase().replace('-', '')}`];
  return [locale, ...spelled, territory, territory.split('_')[0] ?? ''].filter((name) => name !== '');
}

const locale: AlwaysNeeded = {
  id: 'locale',
  need: (tracing) => {
    const why = 'has this locale in use';
    const inUse = localesInUse(tracing);
    const names = new Set(inUse.flatMap(folderNamesOf));
    needPaths(
      why,
      localeFolders.flatMap((folder) => [...names].map((name) => `${folder}/${name}`)),
    )(tracing);
    if (inUse.some((one) => !/^(?:C|POSIX)(?:\.|$)/.test(one))) tracing.need('/usr/lib/locale/locale-archive', why);
    tracing.need('/usr/share/locale/locale.alias', why);
    for (const place of ['/usr/lib/*/gconv', '/usr/lib64/gconv', '/usr/lib/gconv'])
      for (const path of pathsByGlob(`${place}/gconv-modules.cache`, tracing)) tracing.mayNeed(path, why);
    tracing.need('/etc/default/locale', why);
    tracing.need('/etc/locale.conf', why);
  },
};

/** Folders that programs write to, and mount points of runtimes; what lies in them is another matter. */
const systemFolders = [
  ...['/dev', '/etc', '/home', '/media', '/mnt', '/opt', '/proc', '/root', '/run', '/srv', '/sys', '/tmp', '/var'],
  ...['/var/cache', '/var/lib', '/var/local', '/var/lock', '/var/log', '/var/run', '/var/spool', '/var/tmp'],
  ...['/usr', '/usr/local', '/dev/shm', '/dev/pts', '/run/lock'],
];

/** Links such as /bin to usr/bin, by which programs are named. */
const mergedFolders = ['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'];

const folders: AlwaysNeeded = {
  id: 'folders',
  need: (tracing) => {
    for (const path of [...systemFolders, ...mergedFolders]) tracing.need(path, 'has this folder');
    needPaths('has these devices', ['/dev'])(tracing);
  },
};

export async function homeOf(tracing: Tracing): Promise<string | null> {
  const node = tracing.find('/etc/passwd');
  const text = node === null ? null : await tracing.textOf(node);
  const file = parsePasswd(text ?? '');
  const [user = ''] = tracing.config.user.split(':');
  const wanted = user === '' ? '0' : user;
  const entries = file.kind === 'read' ? file.entries : [];
  const entry = entries.find(({ name, uid }) => name === wanted || String(uid) === wanted);
  return entry?.home ?? null;
}

/** Web servers read their pages by what is asked of them. */
const webRoots = [
  '/usr/share/nginx/html',
  '/usr/local/apache2/htdocs',
  '/var/www',
  '/srv/www',
  '/srv/http',
  '/usr/share/caddy',
];

const named: AlwaysNeeded = {
  id: 'named by the config',
  need: async (tracing) => {
    const { workingDir, volumes, exposedPorts } = tracing.config;
    if (workingDir !== '') tracing.need(workingDir, 'starts in it (WORKDIR)');
    needPaths('has it as a volume', volumes)(tracing);
    const home = await homeOf(tracing);
    if (home?.startsWith('/')) {
      tracing.need(home, 'has it as the home of its user');
      const node = tracing.find(home);
      if (node !== null && node !== 0) tracing.unsure(node, 'has it as the home of its user');
    }
    if (exposedPorts.length > 0) needPaths('serves a port, and may serve these pages', webRoots)(tracing);
  },
};

/** Where runtimes and the loader look, one by one, and where accounts live: those who follow them know more. */
const searched =
  /^(?:PATH|HOME|PWD|OLDPWD|SHELL|TMPDIR|LD_LIBRARY_PATH|(?:JAVA|JDK|JRE|PYTHON)_?HOME|CLASSPATH|PYTHONPATH|NODE_PATH|PERL5?LIB|RUBYLIB|GEM_HOME|GEM_PATH|GOPATH|GOROOT|MANPATH)$/;

/** A program told by a variable where its plugins or its data lie puts their names together as it runs. */
const toldByVariables: AlwaysNeeded = {
  id: 'told by variables',
  need: (tracing) => {
    for (const pair of tracing.config.env) {
      const name = pair.slice(0, pair.indexOf('='));
      if (searched.test(name)) continue;
      for (const path of tracing.variable(name)?.split(':') ?? [])
        if (path.startsWith('/')) tracing.mayNeed(path, `has it told by the variable ${name} (ENV)`);
    }
  },
};

const loader: AlwaysNeeded = {
  id: 'loader',
  need: needPaths('has its libraries found by it', [
    ...['/etc/ld.so.cache', '/etc/ld.so.conf', '/etc/ld.so.conf.d', '/etc/ld.so.preload'],
    ...['x86_64', 'aarch64', 'armhf', 'i386'].map((machine) => `/etc/ld-musl-${machine}.path`),
  ]),
};

/** Services of nsswitch.conf(5): behind the colon of each database, with actions in brackets between them. */
function servicesIn(text: string): Set<string> {
  const words = text.split('\n').flatMap((line) => (line.split('#', 1)[0] ?? '').split(':')[1]?.split(/\s+/) ?? []);
  return new Set(words.filter((word) => /^\w+$/.test(word)).slice(0, 100));
}

/** The C library loads one library for each service that /etc/nsswitch.conf names, by its name alone. */
const nameServices: AlwaysNeeded = {
  id: 'name services',
  need: async (tracing) => {
    const node = tracing.find('/etc/nsswitch.conf');
    const text = node === null ? null : await tracing.textOf(node);
    const services = servicesIn(text ?? 'hosts: files dns\npasswd: files');
    for (const folder of await libraryFolders(tracing))
      for (const service of services)
        tracing.need(`${folder}/libnss_${service}.so.2`, `looks up names by ${service} (nsswitch.conf)`);
  },
};

/** What tells scanners which packages there are; where it is missing, they find no flaw in any. */
const packageDatabases: AlwaysNeeded = {
  id: 'package databases',
  need: needPaths('tells scanners of its packages', [
    ...['/var/lib/dpkg/status', '/var/lib/dpkg/status.d', '/lib/apk/db/installed', '/usr/lib/apk/db/installed'],
    ...['/var/lib/rpm', '/usr/lib/sysimage/rpm', '/var/lib/pacman/local'],
  ]),
};

/** In the order of asking: who asks first is named as the reason. */
export const always: readonly AlwaysNeeded[] = [
  accounts,
  network,
  certificates,
  timeZones,
  locale,
  folders,
  named,
  toldByVariables,
  loader,
  nameServices,
  packageDatabases,
];
