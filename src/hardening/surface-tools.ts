/** What helps an intruder, in the order of showing. */
export const surfaceKinds = [
  'shell',
  'package manager',
  'compiler',
  'downloader',
  'network tool',
  'debugger',
  'interpreter',
] as const;
export type SurfaceKind = (typeof surfaceKinds)[number];

const names: Record<SurfaceKind, string> = {
  shell: 'sh bash rbash dash ash zsh ksh mksh fish csh tcsh pwsh busybox toybox',
  'package manager':
    'apt apt-get dpkg apk rpm yum dnf dnf5 microdnf tdnf zypper pacman emerge opkg snap nix brew pip pipx uv poetry npm npx ' +
    'yarn pnpm corepack gem bundle cargo conda mamba micromamba composer cpan luarocks',
  compiler:
    'gcc g++ cc c++ cpp clang clang++ tcc as ld ld.bfd ld.gold ld.lld make cmake ninja go rustc javac kotlinc scalac swiftc ' +
    'gfortran ghc nasm zig',
  downloader: 'curl wget aria2c axel ftp tftp lftp scp sftp rsync git svn hg http lynx w3m lwp-download',
  'network tool':
    'nc nc.openbsd nc.traditional ncat netcat socat telnet ssh nmap masscan tcpdump tshark dig nslookup host traceroute ip ' +
    'ifconfig ss netstat arp iptables nft',
  debugger:
    'gdb gdbserver lldb strace ltrace perf bpftrace valgrind dlv objdump readelf jdb jmap jstack jcmd radare2 r2',
  interpreter:
    'python perl ruby node nodejs deno bun php lua luajit java jshell tclsh expect guile Rscript julia erl elixir dotnet mono',
};

const kinds: ReadonlyMap<string, SurfaceKind> = new Map(
  surfaceKinds.flatMap((kind) => names[kind].split(' ').map((name) => [name, kind] as const)),
);

/** `x86_64-linux-gnu-gcc-12` is gcc, `python3.11` is python. */
function plainName(name: string): string {
  const gnu = name.lastIndexOf('-linux-gnu-');
  const tool = gnu < 0 ? name : name.slice(gnu + '-linux-gnu-'.length);
  let end = tool.length;
  while (end > 1 && '0123456789.-'.includes(tool[end - 1] as string)) end--;
  return tool.slice(0, end);
}

/** The kind of a program by its base name; null where it is of none. */
export const kindOfTool = (name: string): SurfaceKind | null => kinds.get(name) ?? kinds.get(plainName(name)) ?? null;

/** Programs that are many in one: their links run them as what the link is called. */
export const multiCallPrograms: ReadonlySet<string> = new Set(['busybox', 'toybox', 'coreutils']);
