// HEALTHCHECK: as it was written, or as Go prints it: `&{["CMD-SHELL" "curl -f localhost"] "30s" "3s" "0s" '\x03'}`.
import { readQuoted, readQuotedList } from './go-values.ts';
import { cleanText, oneLine, writeJson } from './write-words.ts';
import { plainly, type Write } from './written.ts';

/** Go prints times first, of which later versions have one more, then the retries as a character. */
const healthFlags = {
  3: ['interval', 'timeout', 'start-period'],
  4: ['interval', 'timeout', 'start-period', 'start-interval'],
} as const;

function readHealthFlags(text: string): string[] {
  const times: string[] = [];
  let at = 0;
  for (let quoted = readQuoted(text, at); quoted; quoted = readQuoted(text, at)) {
    times.push(quoted.value);
    at = quoted.end + 1;
  }
  const names = times.length === 3 || times.length === 4 ? healthFlags[times.length] : [];
  const flags = names.flatMap((name, index) =>
    /^\d[\d.a-zµ]{1,40}$/.test(times[index] ?? '') && !/^0s$/.test(times[index] ?? '')
      ? [`--${name}=${times[index]}`]
      : [],
  );
  const retries = /^'\\x([0-9a-f]{2})'/.exec(text.slice(at))?.[1];
  const count =
    retries === undefined ? (/^'(.)'/.exec(text.slice(at))?.[1]?.charCodeAt(0) ?? 0) : parseInt(retries, 16);
  return count > 0 ? [...flags, `--retries=${count}`] : flags;
}

/** A health check of the config: its kind, then its words. */
export function writeHealthTest(
  [kind = '', ...words]: readonly string[],
  flags: readonly string[] = [],
): string | null {
  const start = ['HEALTHCHECK', ...flags, 'CMD'].join(' ');
  if (kind === 'NONE') return 'HEALTHCHECK NONE';
  if (words.length === 0) return null;
  if (kind === 'CMD') return `${start} ${writeJson(words)}`;
  const line = words.join(' ');
  // What a line can't hold is run by the shell that would have read the line.
  const isPlain = !line.includes('\n') && !/^\s*\[/.test(line) && !/\\\s*$/.test(line);
  return kind === 'CMD-SHELL' ? `${start} ${isPlain ? cleanText(line) : writeJson(['/bin/sh', '-c', line])}` : null;
}

export const writeHealth: Write = ({ text }) => {
  const printed = text.startsWith('&{') ? readQuotedList(text, 2) : null;
  if (!printed) return plainly(`HEALTHCHECK ${oneLine(text)}`);
  const written = writeHealthTest(printed.words, readHealthFlags(text.slice(printed.end).trimStart()));
  return written === null ? null : plainly(written);
};
