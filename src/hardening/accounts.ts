// Users, groups and passwords: passwd(5), group(5), shadow(5), and master.passwd(5) of BSD.

const limits = {
  characters: 1_048_576,
  lines: 20_000,
  /** Of one file; there may be more. */
  problems: 100,
} as const;

export const highestId = 4_294_967_294;

/** Of one line of /etc/passwd. */
export interface UserEntry {
  readonly name: string;
  /** As the file says it; above highestId no system can use it. */
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
  readonly shell: string;
  /** Its password field is empty: nothing is asked for, whatever /etc/shadow says. */
  readonly hasEmptyPassword: boolean;
  readonly line: number;
}

/** Of one line of /etc/group. */
export interface GroupEntry {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
  readonly line: number;
}

/** Of one line of /etc/shadow or /etc/master.passwd. */
export interface ShadowEntry {
  readonly name: string;
  /** empty: no password is asked for. locked: no password fits. hashed: there is one. */
  readonly state: 'empty' | 'locked' | 'hashed';
  readonly line: number;
}

/** Something that a file of accounts says and nobody can use. */
export interface AccountProblem {
  readonly line: number;
  /** In a sentence. */
  readonly message: string;
}

export type AccountFile<Entry> =
  | {
      readonly kind: 'read';
      readonly entries: readonly Entry[];
      /** 100 at most. */
      readonly problems: readonly AccountProblem[];
      /** There are more lines than are read. */
      readonly isCut: boolean;
    }
  | { readonly kind: 'unreadable'; readonly reason: string };

export function parsePasswd(text: string): AccountFile<UserEntry> {
  return parse(text, 7, ([name = '', password, uid = '', gid = '', , home = '', shell = ''], line, report) => {
    const ids = { uid: readId(uid, 'user id', name, report), gid: readId(gid, 'group id', name, report) };
    if (ids.uid === null || ids.gid === null) return null;
    return { name, uid: ids.uid, gid: ids.gid, home, shell, hasEmptyPassword: password === '', line };
  });
}

export function parseGroup(text: string): AccountFile<GroupEntry> {
  return parse(text, 4, ([name = '', , gid = '', members = ''], line, report) => {
    const id = readId(gid, 'group id', name, report);
    return id === null ? null : { name, gid: id, members: members.split(',').filter((one) => one !== ''), line };
  });
}

export function parseShadow(text: string): AccountFile<ShadowEntry> {
  return parse(text, 2, ([name = '', password = ''], line) => ({ name, state: stateOf(password), line }));
}

/** What no hash looks like fits no password: `*`, `!`, `!!`, `*LK*`, `x` and a hash behind `!`. */
function stateOf(password: string): ShadowEntry['state'] {
  if (password === '') return 'empty';
  return /^(?:[$_]|[./0-9A-Za-z]{13}$)/.test(password) ? 'hashed' : 'locked';
}

type Report = (message: string) => void;

function readId(text: string, kind: string, name: string, report: Report): number | null {
  if (!/^\d+$/.test(text)) {
    report(`The ${kind} of ‘${name}’ is no number.`);
    return null;
  }
  const id = Number(text);
  if (id > highestId) report(`The ${kind} of ‘${name}’, ${shortened(text)}, is beyond 32 bits.`);
  return id;
}

const shortened = (digits: string): string => (digits.length > 24 ? `${digits.slice(0, 24)}…` : digits);

/** `fields`: how many a line has; lines of fewer are told, and read where the ones that count are there. */
function parse<Entry>(
  text: string,
  fields: number,
  read: (fields: readonly string[], line: number, report: Report) => Entry | null,
): AccountFile<Entry> {
  const { characters, lines } = limits;
  if (text.length > characters) return unreadable(`It is longer than ${characters.toLocaleString('en')} characters.`);
  if (isBinary(text)) return unreadable('It holds bytes that no text has.');
  const entries: Entry[] = [];
  const problems: AccountProblem[] = [];
  const rows = text.split('\n', lines + 1);
  for (const [index, row] of rows.slice(0, lines).entries()) {
    const line = index + 1;
    const report: Report = (message) => {
      if (problems.length < limits.problems) problems.push({ line, message });
    };
    const content = row.endsWith('\r') ? row.slice(0, -1) : row;
    // NIS (`+::::::`) adds and takes away what stands on another machine.
    if (content.trim() === '' || /^[#+-]/.test(content)) continue;
    const parts = content.split(':');
    if (parts.length < fields) report(`It has ${parts.length} fields instead of ${fields}.`);
    const entry = parts.length < Math.min(fields, 3) ? null : read(parts, line, report);
    if (entry) entries.push(entry);
  }
  return { kind: 'read', entries, problems, isCut: rows.length > lines && hasMore(text) };
}

const unreadable = (reason: string): { kind: 'unreadable'; reason: string } => ({ kind: 'unreadable', reason });

/** Whether more stands behind the last line that is read. */
function hasMore(text: string): boolean {
  let at = -1;
  for (let line = 0; line < limits.lines; line++) at = text.indexOf('\n', at + 1);
  return at >= 0 && at + 1 < text.length;
}

/** True where control characters stand in it that no text has; names in old encodings are none. */
function isBinary(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 9 || (code > 13 && code < 32)) return true;
  }
  return false;
}
