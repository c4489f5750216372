// What base images of a kind have. Noted on 2026-11-26: Debian’s and Alpine’s packages from the lists that
// github.com/docker-library/repo-info keeps of debian:bookworm-slim, node:24-alpine and others, distroless from its README.
import type { Libc } from '../../hardening/c-libraries.ts';

export type TargetKind = 'debian-slim' | 'alpine' | 'distroless' | 'scratch';
export const targetKinds: readonly TargetKind[] = ['debian-slim', 'alpine', 'distroless', 'scratch'];

export interface Target {
  readonly kind: TargetKind;
  /** In a sentence: `A slim Debian image has no curl.` */
  readonly called: string;
  readonly libc: Libc | null;
  readonly shells: ReadonlySet<string>;
  /** Programs that scripts and HEALTHCHECK call. */
  readonly tools: ReadonlySet<string>;
  /** How a package is installed; null where none can be. */
  readonly install: string | null;
  readonly hasCertificates: boolean;
  readonly hasTimeZones: boolean;
  /** Languages have images of this kind. */
  readonly runtimes: ReadonlySet<string>;
}

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** Of coreutils, findutils, grep, sed, mawk, tar, util-linux and perl-base; procps is not there. */
const debianTools = wordsOf(
  'awk basename cat chmod chown chroot cp cut date dd df diff dirname du echo env expr false find grep gunzip gzip head hostname id install ln ls mkdir mktemp mount mv nice nohup perl printf pwd readlink realpath rm rmdir sed seq setpriv sha256sum sleep sort stat stty su sync tail tar tee test timeout touch tr true tty uname uniq wc which xargs yes',
);

/** Applets of BusyBox that Alpine links. */
const alpineTools = wordsOf(
  'awk basename busybox cat chmod chown chroot cp cut date dd df diff dirname du echo env expr false find grep gunzip gzip head hostname id install kill ln ls mkdir mktemp mount mv nc netstat nice nohup nslookup pgrep pidof ping pkill printf ps pwd readlink realpath rm rmdir sed seq setpriv sha256sum sleep sort stat stty su sync tail tar tee test timeout top touch tr true tty uname uniq unzip vi watch wc wget which xargs yes',
);

const languages = wordsOf('node python java');
const none: ReadonlySet<string> = new Set();

export const targets: Readonly<Record<TargetKind, Target>> = {
  'debian-slim': {
    kind: 'debian-slim',
    called: 'a slim Debian image',
    libc: 'glibc',
    shells: wordsOf('sh dash bash'),
    tools: debianTools,
    install: 'apt-get install',
    hasCertificates: false,
    hasTimeZones: false,
    runtimes: languages,
  },
  alpine: {
    kind: 'alpine',
    called: 'an Alpine image',
    libc: 'musl',
    shells: wordsOf('sh ash'),
    tools: alpineTools,
    install: 'apk add',
    hasCertificates: true,
    hasTimeZones: false,
    runtimes: languages,
  },
  distroless: {
    kind: 'distroless',
    called: 'a distroless image',
    libc: 'glibc',
    shells: none,
    tools: none,
    install: null,
    hasCertificates: true,
    hasTimeZones: true,
    runtimes: languages,
  },
  scratch: {
    kind: 'scratch',
    called: 'an image made from scratch',
    libc: null,
    shells: none,
    tools: none,
    install: null,
    hasCertificates: false,
    hasTimeZones: false,
    runtimes: none,
  },
};
