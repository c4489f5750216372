// Functions by whose arguments a module tells what it needs.
/** They import what they are given first. */
export const importing: ReadonlySet<string> = new Set([
  ...['__import__', 'import_module', 'import_string', 'import_object', 'find_spec', 'run_module'],
]);
/** They import what lies somewhere, or what others name. */
export const loading: ReadonlySet<string> = new Set([
  ...[
    'iter_modules',
    'walk_packages',
    'spec_from_file_location',
    'run_path',
    '_LazyModule',
    'LazyModule',
    'LazyLoader',
  ],
  ...['autodiscover_tasks', 'autodiscover_modules', 'attach', 'attach_stub'],
]);
/** They load what they are given. */
export const linking: ReadonlySet<string> = new Set(['CDLL', 'PyDLL', 'LoadLibrary', 'find_library', 'dlopen']);
/** They start what they are given, as a shell would. */
export const shelling: ReadonlySet<string> = new Set(['system', 'popen', 'getoutput', 'create_subprocess_shell']);
export const starting: ReadonlySet<string> = new Set([
  ...shelling,
  ...['Popen', 'check_output', 'check_call', 'call', 'run', 'which', 'create_subprocess_exec', 'execv', 'execvp'],
]);
export const telling: ReadonlySet<string> = new Set([...importing, ...loading, ...linking, ...starting]);
