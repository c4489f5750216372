/** Whether a `USER` is root by its form: nothing, `root` or 0, a group behind it or not. */
export function isRoot(user: string): boolean {
  const [name = ''] = user.trim().split(':', 1);
  return name === '' || name === 'root' || /^[+-]?0+$/.test(name);
}
