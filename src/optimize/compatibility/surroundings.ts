// What a program finds around itself: packages, locales, names of hosts and users, time zones, certificates.
import { certificateFiles, zoneDirectories } from '../../hardening/data-places.ts';
import { variableOf } from '../../hardening/program-search.ts';
import { shown } from '../../hardening/shown.ts';
import { resolvePath } from '../../rootfs/resolve-path.ts';
import { counted, named, pathsOf, reason, sentence, type Reason } from './reason.ts';
import { isOfKind } from './stand-in.ts';
import type { Subject } from './subject.ts';
import type { Target } from './target-kinds.ts';

function childrenIn({ rootfs }: Subject, directory: string): number[] {
  const { node } = resolvePath(rootfs, directory);
  return node === null ? [] : rootfs.childrenOf(node).filter((child) => rootfs.isThere(child));
}

/** Packages of Debian that a layer above the base image added. */
function addedPackages(subject: Subject): string[] {
  const { rootfs, baseLayers } = subject;
  return childrenIn(subject, '/var/lib/dpkg/info').flatMap((node) => {
    const name = rootfs.nameOf(node);
    const isNew = subject.isOwn(node) && !(baseLayers > 0 && rootfs.isThere(node, baseLayers - 1));
    return isNew && name.endsWith('.list') ? [name.slice(0, -'.list'.length).replace(/:[^:]*$/, '')] : [];
  });
}

export function checkPackages(subject: Subject, target: Target): Reason[] {
  // Without a base image everything was added, that base’s own packages among it.
  const packages = subject.baseLayers === 0 ? [] : addedPackages(subject).sort();
  if (packages.length === 0) return [];
  const what = `${counted(packages.length, 'Debian package')} came above the base image: ${named(packages)}.`;
  if (target.kind === 'debian-slim')
    return [reason('packages', 'for', `${what} ${sentence(target.called)} has the same.`)];
  const end =
    target.install === null
      ? `${sentence(target.called)} has no packages: whether the program needs any of these is not seen.`
      : `${sentence(target.called)} has others, often under other names.`;
  return [reason('packages', 'unknown', `${what} ${end}`)];
}

/** With these a C library needs no files. */
const plainLocales = /^(?:C|POSIX|C\.UTF-?8)$/i;

export function checkLocale(subject: Subject, target: Target): Reason[] {
  const { config } = subject.image;
  const set = ['LC_ALL', 'LANG', 'LANGUAGE'].flatMap((name) => {
    const value = variableOf(config, name);
    return value === null || value === '' || plainLocales.test(value) ? [] : [`${name}=${shown(value)}`];
  });
  const files = pathsOf(
    subject.rootfs,
    childrenIn(subject, '/usr/lib/locale').filter(
      (node) => subject.isOwn(node) && !plainLocales.test(subject.rootfs.nameOf(node)),
    ),
  );
  if (set.length === 0 && files.length === 0) return [];
  const what = [...set, ...(files.length > 0 ? [named(files)] : [])].join(', ');
  if (files.length === 0) {
    return [
      reason('locale', 'note', `${what} is set, and the image has no data for it: nothing changes by another base.`),
    ];
  }
  if (target.kind === 'debian-slim') {
    return [
      reason(
        'locale',
        'needs',
        `The image has locales (${what}): install them there as well (apt-get install locales).`,
        files,
      ),
    ];
  }
  const lacks = target.kind === 'alpine' ? 'musl sorts and writes dates in one way only' : 'it has C.UTF-8 at most';
  const message = `The image has locales (${what}); of ${target.called}, ${lacks}. Whether the program uses them is not seen.`;
  return [reason('locale', 'unknown', message, files)];
}

const moduleOfNames = /^libnss_(?!files|dns|compat|hesiod)\w+(?:\.so|-)/;

/** musl asks name servers by itself: all at once, without modules of the name service switch. */
export function checkNames(subject: Subject, target: Target): Reason[] {
  if (subject.libc !== 'glibc' || target.libc === 'glibc') return [];
  const folders = ['/lib', '/usr/lib', ...['x86_64', 'aarch64'].map((machine) => `/usr/lib/${machine}-linux-gnu`)];
  const modules = folders.flatMap((folder) =>
    childrenIn(subject, folder).filter(
      (node) => moduleOfNames.test(subject.rootfs.nameOf(node)) && subject.isOwn(node),
    ),
  );
  const paths = [...new Set(pathsOf(subject.rootfs, modules))];
  if (paths.length > 0) {
    const message = `Names are looked up with modules of glibc: ${named(paths)}. ${sentence(target.called)} cannot load them.`;
    return [reason('names', 'against', message, paths)];
  }
  if (target.kind !== 'alpine') return [];
  const message =
    'musl looks names of hosts up in another way than glibc: it asks all name servers at once and takes the first answer, and /etc/nsswitch.conf says nothing to it. Test it in the network in which it will run.';
  return [reason('names', 'note', message)];
}

const isFilled = (subject: Subject, directory: string): boolean => childrenIn(subject, directory).length > 0;

export function checkTimeZone(subject: Subject, target: Target): Reason[] {
  const { config } = subject.image;
  const zone = variableOf(config, 'TZ');
  const isSet = zone !== null && zone !== '' && !/^(?::?(?:Etc\/)?(?:UTC|GMT))$/.test(zone);
  const local = subject.rootfs.find('/etc/localtime');
  const isLinked = local !== null && subject.isOwn(local);
  if ((!isSet && !isLinked) || target.hasTimeZones) return [];
  const asked = isSet ? `TZ is ${shown(zone)}` : 'A layer above the base image sets /etc/localtime';
  const own = zoneDirectories.find((directory) => isFilled(subject, directory));
  const from = target.install === null ? `COPY it (${own ?? '/usr/share/zoneinfo'})` : `${target.install} tzdata`;
  const message = `${asked}; ${target.called} has no data of time zones: ${from}, unless it is part of the program.`;
  const installs = target.install === null ? null : 'tzdata';
  return [reason('time zone', 'needs', message, isLinked ? ['/etc/localtime'] : [], installs)];
}

/** What the packages of Debian and Alpine leave that bring certificates. */
const certificatePackages = ['/usr/share/ca-certificates', '/lib/apk/db/installed', '/usr/lib/apk/db/installed'];

/** Certificates that the image’s own layers bring come along where they are copied; what a package or the base brought does not. */
export function checkCertificates(subject: Subject, target: Target): Reason[] {
  const { rootfs } = subject;
  const ownOnes = pathsOf(
    rootfs,
    childrenIn(subject, '/usr/local/share/ca-certificates').filter((node) => subject.isOwn(node)),
  );
  const reasons: Reason[] = [];
  if (ownOnes.length > 0) {
    const how =
      target.install === null
        ? 'copy the bundle that update-ca-certificates makes of it'
        : `${target.install} ca-certificates, and run update-ca-certificates`;
    reasons.push(
      reason(
        'certificates',
        'needs',
        `The image trusts authorities of its own: ${named(ownOnes)}. On ${target.called}, ${how}.`,
        ownOnes,
      ),
    );
  }
  const found = certificateFiles.flatMap((path) => resolvePath(rootfs, path).node ?? [])[0];
  if (found === undefined || target.hasCertificates) return reasons;
  const bundle = rootfs.pathOf(found);
  const isOwn = subject.isOwn(found);
  if (isOwn && !certificatePackages.some((path) => resolvePath(rootfs, path).node !== null)) {
    const message = `The image brings certificates of authorities by itself: ${shown(bundle)}.`;
    return [...reasons, reason('certificates', 'for', message, [bundle])];
  }
  if (!isOwn && isOfKind(subject, target)) return reasons;
  const how = target.install === null ? `COPY ${shown(bundle)}` : `${target.install} ca-certificates`;
  const message = `The image has certificates of authorities (${shown(bundle)}), ${target.called} has none: ${how}, if the program makes TLS connections.`;
  const installs = target.install === null ? null : 'ca-certificates';
  return [...reasons, reason('certificates', 'needs', message, [bundle], installs)];
}

export function checkUser(subject: Subject, target: Target): Reason[] {
  const [user = ''] = subject.image.config.user.split(':');
  if (target.install !== null || user === '' || user === 'root' || /^\d+$/.test(user)) return [];
  if (target.kind === 'distroless' && user === 'nonroot') return [];
  const passwd = subject.rootfs.find('/etc/passwd');
  const message = `USER is ${shown(user)}, a name that ${target.called} does not know: write its number, or copy /etc/passwd.`;
  return [reason('user', 'needs', message, passwd !== null && subject.rootfs.isThere(passwd) ? ['/etc/passwd'] : [])];
}
