import { isRedacted } from './redact.ts';

/** What manuals and templates put where a password goes. */
const words =
  /^(?:pass(?:word)?|passwd|pwd|secret|token|auth|key|my-?(?:password|secret|token)|none|null|nil|true|false|undefined|redacted|removed|hidden|masked|dummy|example|sample|placeholder|to-?do|password_here|changeme|change_me|change-me)$/i;
/** `${NAME}`, `$NAME`, `%NAME%`, `{{ name }}`, `<name>`, `[name]`, `@name@`: something puts the value there later. */
const reference = /^(?:\$[A-Za-z_]\w*|%[A-Za-z_]\w*%|@[\w.]+@|__\w+__|\[[^\]]*\])$|\$\{|\$\(|\{\{|<[^<>]*>|%\(|<%/;
const phrase = /^(?:your|my|the|some|insert|enter|replace|put)[-_ .]|[-_ ](?:here|goes[-_ ]here)$|\.\.\.|…/i;

/** Whether a value is none, but says that one goes there. */
export const isPasswordPlaceholder = (value: string): boolean =>
  /^(.)\1*$/.test(value) ||
  words.test(value) ||
  reference.test(value) ||
  phrase.test(value) ||
  isRedacted(value) ||
  /^(?:x{4,}|\*{3,}|.?(?:example|redacted|masked).?$)/i.test(value);
