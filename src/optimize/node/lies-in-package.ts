/** Whether a path is, or lies in, the folder of one of some packages: `/app/node_modules/a/x.js` in `/app/node_modules/a`. */
export function liesInPackage(path: string, folders: ReadonlySet<string>): boolean {
  const mark = '/node_modules/';
  for (let at = path.indexOf(mark); at >= 0; at = path.indexOf(mark, at + 1)) {
    const from = at + mark.length;
    const first = path.indexOf('/', from);
    const end = path[from] === '@' && first >= 0 ? path.indexOf('/', first + 1) : first;
    if (folders.has(end < 0 ? path : path.slice(0, end))) return true;
  }
  return false;
}
