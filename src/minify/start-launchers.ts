// Programs that start another one, which stands somewhere among their words.
import type { TracedCommand, Tracing } from './tracing.ts';

type Words = TracedCommand['words'];

/** They take options with values, times or names of users first: every word that names a program may be the one. */
const launchers: ReadonlySet<string> = new Set(
  'timeout xargs parallel time setsid stdbuf ionice chrt taskset chroot unshare nsenter setpriv runuser sudo doas su start-stop-daemon s6-setuidgid s6-svscan with-contenv capsh watch flock script strace chpst daemonize supervise softlimit setuidgid setlock envdir authbind unbuffer env nice bundle'.split(
    ' ',
  ),
);

/** What stands behind `-c` is text for a shell. */
const takeShellText: ReadonlySet<string> = new Set(['su', 'runuser', 'flock', 'script']);

/** They do nothing with what they are given but read, write, list or compare it. */
const plain: ReadonlySet<string> = new Set(
  'awk basename cat cmp comm cut date diff dirname du df echo egrep expr false fgrep file gawk getent grep gunzip gzip head id jq kill killall ln logger md5sum mv mktemp mountpoint nl od paste pgrep pidof pkill printf ps pwd readlink realpath sed seq sha256sum sleep sort stat tail tar tee test tr true tty uname uniq unzip wc which whoami yes yq zcat cp install'.split(
    ' ',
  ),
);

/** They do something with a name, whatever lies below it. */
const touching: ReadonlySet<string> = new Set(
  'chgrp chmod chown ls mkdir mkfifo mknod mount rm rmdir test touch umount ln stat'.split(' '),
);

export const startsNothing = (name: string): boolean => plain.has(name) || touching.has(name);
export const onlyTouches = (name: string): boolean => touching.has(name);

const behind = (words: Words, options: readonly string[]): Words[] =>
  words.flatMap((word, at) => (at > 0 && word !== null && options.includes(word) ? [words.slice(at + 1)] : []));

/** The commands that the words of such a program may start; none where it is none. */
export function launchedBy({ words, name, directory }: TracedCommand, tracing: Tracing): Words[] {
  if (name === 'find') return behind(words, ['-exec', '-execdir', '-ok', '-okdir']);
  if (!launchers.has(name)) return [];
  const texts = takeShellText.has(name) ? behind(words, ['-c', '--command']) : [];
  const commands = words.flatMap((word, at) => {
    const isName = at > 0 && word !== null && word !== '' && !word.startsWith('-');
    return isName && tracing.findProgram(word, directory) !== null ? [words.slice(at)] : [];
  });
  // By itself, xargs writes what it reads.
  if (name === 'xargs' && commands.length === 0) return tracing.findProgram('echo') === null ? [] : [['echo']];
  return [...texts.map(([text = null]) => ['/bin/sh', '-c', text]), ...commands];
}
