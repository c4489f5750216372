/**
 * A pattern for `name = value` on a line of its own, where `names` are alternatives of a regular expression. A value in quotes
 * is told without them. A line that is a comment is none.
 */
export const settingLine = (names: string, sign = '=', flags = 'y'): RegExp =>
  new RegExp(
    String.raw`(?<=(?:^|\n)[ \t]{0,8})(?:${names})[ \t]{0,8}${sign}[ \t]{0,8}["']?(?<value>[^\s"'#;][^\s"']{2,400})`,
    flags,
  );
