/** Modules that are part of Node; a package of the same name is never asked. */
const names: ReadonlySet<string> = new Set(
  '_http_agent _http_client _http_common _http_incoming _http_outgoing _http_server _stream_duplex _stream_passthrough _stream_readable _stream_transform _stream_wrap _stream_writable _tls_common _tls_wrap assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events fs http http2 https inspector module net os path perf_hooks process punycode querystring readline repl stream string_decoder sys timers tls trace_events tty url util v8 vm wasi worker_threads zlib'.split(
    ' ',
  ),
);

/** `fs/promises`, `path/posix`; `punycode/` is the package. */
const parts =
  /^(?:assert\/strict|dns\/promises|fs\/promises|inspector\/promises|path\/(?:posix|win32)|readline\/promises|stream\/(?:consumers|promises|web)|timers\/promises|util\/types)$/;

export const isBuiltin = (specifier: string): boolean =>
  specifier.startsWith('node:') || names.has(specifier) || parts.test(specifier);
