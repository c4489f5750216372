/** Modules that stand in the program itself on most systems, and those of other systems, for which no file is looked for. */
export const builtIn: ReadonlySet<string> = new Set([
  ...['array', 'atexit', 'audioop', 'binascii', 'builtins', 'cmath', 'errno', 'faulthandler', 'fcntl', 'gc', 'grp'],
  ...['itertools', 'marshal', 'math', 'mmap', 'nis', 'nt', 'parser', 'posix', 'pwd', 'pyexpat', 'readline', 'resource'],
  ...['select', 'spwd', 'sys', 'syslog', 'termios', 'time', 'unicodedata', 'xxlimited', 'xxsubtype', 'zlib'],
  ...['msvcrt', 'winreg', 'winsound', '__builtin__', '__main__'],
]);
