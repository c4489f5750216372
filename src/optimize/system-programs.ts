/** Programs of every image, and words of the shell: no package brings them. */
export const ofSystem: ReadonlySet<string> = new Set([
  '.', ':', '[', '[[', 'awk', 'basename', 'break', 'cat', 'chmod', 'chown', 'continue', 'cp', 'curl', 'cut', 'date', 'dirname', 'echo',
  'exit', 'export', 'false', 'find', 'getent', 'grep', 'head', 'hostname', 'id', 'kill', 'ln', 'ls', 'mkdir', 'mv', 'nc', 'node', 'nodejs',
  'printf', 'pwd', 'read', 'return', 'rm', 'sed', 'set', 'shift', 'sleep', 'sort', 'source', 'tail', 'test', 'touch', 'tr', 'trap', 'true',
  'ulimit', 'umask', 'uname', 'unset', 'wait', 'wc', 'wget', 'whoami',
]); // prettier-ignore
