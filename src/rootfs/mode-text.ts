const typeLetters = '--ldcbp';

/** Type, mode bits, set-user-ID, set-group-ID and sticky bit, as `ls -l` writes them. */
export function modeText(type: number, mode: number): string {
  const triple = (bits: number, special: boolean, letter: string): string => {
    const execute = (bits & 1) !== 0;
    const last = special ? (execute ? letter : letter.toUpperCase()) : execute ? 'x' : '-';
    return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${last}`;
  };
  const owner = triple(mode >> 6, (mode & 0o4000) !== 0, 's');
  const group = triple(mode >> 3, (mode & 0o2000) !== 0, 's');
  return `${typeLetters[type] ?? '?'}${owner}${group}${triple(mode, (mode & 0o1000) !== 0, 't')}`;
}
