/** What fits a row. */
const mostLength = 120;

/** The first sentence, or all where there is none; a dot inside a version or a name ends no sentence. */
function firstSentence(text: string): string {
  const end = /[.!?](?=\s)/.exec(text);
  return end ? text.slice(0, end.index + 1) : text;
}

/** The first lines of Markdown that say something: headings such as "### Impact" do not. */
function openingOf(details: string): string {
  const lines = details.slice(0, 4_000).split('\n', 60);
  const said = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  return said.join(' ');
}

const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();

function cut(text: string): string {
  if (text.length <= mostLength) return text;
  const head = text.slice(0, mostLength - 1);
  const space = head.lastIndexOf(' ');
  // Half of a character outside the basic plane would be no text.
  const whole = (space > mostLength / 2 ? head.slice(0, space) : head).replace(/[\ud800-\udbff]$/, '');
  return `${whole}…`;
}

/** One line about a record: its summary, else the first sentence of its details; '' where it has neither. */
export function lineOf(summary: string | null, details: string | null): string {
  const text = oneLine((summary ?? '').slice(0, 1_000)) || firstSentence(oneLine(openingOf(details ?? '')));
  return cut(text);
}
