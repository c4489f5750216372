// What a go.mod says: https://go.dev/ref/mod#go-mod-file. Its module, its version of Go, and what it requires.
const longest = 1_000_000;

export interface GoModule {
  readonly path: string;
  readonly requires: readonly string[];
}

/** Null for one that names no module. */
export function readGoModule(text: string): GoModule | null {
  if (text.length > longest) return null;
  let path: string | null = null;
  let block: string | null = null;
  const requires: string[] = [];
  for (const line of text.split('\n')) {
    const [first = '', second = '', third = ''] = line
      .replace(/\/\/.*$/, '')
      .trim()
      .split(/\s+/);
    if (block !== null) {
      if (first === ')') block = null;
      else if (block === 'require' && first !== '') requires.push(unquoted(first));
    } else if (second === '(') block = first;
    else if (first === 'module' && second !== '') path = unquoted(second);
    else if (first === 'require' && third !== '') requires.push(unquoted(second));
  }
  return path === null || block !== null ? null : { path, requires };
}

const unquoted = (word: string): string => word.replace(/^["`]|["`]$/g, '');

/** What `go build` calls a program: the last part of its path that is not the number of a major version. */
export function programName(path: string): string {
  const parts = path.split('/');
  const last = parts.at(-1) ?? '';
  return /^v[1-9]\d*$/.test(last) && parts.length > 1 ? (parts.at(-2) ?? '') : last;
}

/** Modules that are made of C, or bind to a library of C, so that a build without CGO fails or lacks them. */
const cgoModules: readonly string[] = [
  'github.com/mattn/go-sqlite3', 'github.com/confluentinc/confluent-kafka-go', 'github.com/DataDog/zstd',
  'github.com/valyala/gozstd', 'github.com/libgit2/git2go', 'github.com/linxGnu/grocksdb', 'github.com/tecbot/gorocksdb',
  'github.com/miekg/pkcs11', 'github.com/h2non/bimg', 'github.com/davidbyttow/govips', 'gopkg.in/gographics/imagick.v3',
  'gopkg.in/gographics/imagick.v2', 'github.com/godror/godror', 'github.com/mattn/go-oci8', 'github.com/marcboeker/go-duckdb',
  'github.com/tursodatabase/go-libsql', 'github.com/google/gopacket', 'github.com/gopacket/gopacket', 'gocv.io/x/gocv',
  'github.com/bytecodealliance/wasmtime-go', 'github.com/wasmerio/wasmer-go', 'github.com/ibmdb/go_ibm_db',
  'github.com/pebbe/zmq4', 'github.com/go-gl/gl', 'github.com/veandco/go-sdl2', 'github.com/hajimehoshi/ebiten',
  'github.com/otiai10/gosseract', 'rogchap.com/v8go',
  'github.com/seccomp/libseccomp-golang', 'github.com/chai2010/webp', 'github.com/kolesa-team/go-webp',
]; // prettier-ignore

/** Those of some modules that need CGO; their major version may stand behind. */
export const needingCgo = (modules: readonly string[]): string[] =>
  modules.filter((module) => cgoModules.some((name) => module === name || module.startsWith(`${name}/`)));
