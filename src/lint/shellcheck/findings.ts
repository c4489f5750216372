import type { Dockerfile, Span } from '../../dockerfile/model.ts';
import { severityUnder, type LintConfig } from '../config.ts';
import type { Finding, FindingFix, TextRange } from '../finding.ts';
import { toRange } from '../to-range.ts';
import { notAnalysed, whyNotAnalysed } from './not-analysed.ts';
import { Positions } from './positions.ts';
import { spanInSource, type LintedScript } from './scripts.ts';
import type { ShellCheckAnswer, ShellCheckComment, ShellCheckRange } from './shellcheck.ts';

/** Files that a script reads in are not here: SC1090, SC1091. */
const fileCodes: ReadonlySet<number> = new Set([1090, 1091]);
const unsupportedShell = 1071;
const unassigned = 2154;

/** Texts that are shown on a button stay this short. */
const titleLimit = 60;

/** In the Dockerfile. */
interface Edit extends Span {
  readonly text: string;
}

/** In the script. */
interface Place {
  readonly start: number;
  readonly end: number;
}

class ScriptFindings {
  readonly #positions: Positions;

  constructor(
    readonly dockerfile: Dockerfile,
    readonly script: LintedScript,
  ) {
    this.#positions = new Positions(script.text);
  }

  /** Stands in the script, or speaks of it as a whole. */
  isWanted({ code, line }: ShellCheckComment): boolean {
    if (code === unsupportedShell) return true;
    // Whoever starts the container may set variables that the Dockerfile does not know.
    if (code === unassigned && this.script.instruction.keyword !== 'RUN') return false;
    return !fileCodes.has(code) && line > this.script.linesBefore;
  }

  place({ line, column, endLine, endColumn }: ShellCheckRange): Place | null {
    const { linesBefore } = this.script;
    if (line <= linesBefore) return null;
    const start = this.#positions.at(line - linesBefore, column);
    return { start, end: Math.max(start, this.#positions.at(endLine - linesBefore, endColumn)) };
  }

  at(comment: ShellCheckComment): TextRange {
    const place = this.place(comment);
    return toRange(
      this.dockerfile,
      place ? spanInSource(this.script, place.start, place.end) : this.script.instruction,
    );
  }

  /** An edit in the Dockerfile; null where what it replaces is not one piece there. */
  #edit(place: Place, commentEnd: number, text: string): Edit | null {
    const { start, end } = place;
    if (text.includes('\n')) return null;
    if (start < end) {
      const span = spanInSource(this.script, start, end);
      return span.end - span.start === end - start ? { ...span, text } : null;
    }
    // Behind the last character of what is meant: a continuation may follow it.
    const offset =
      start === commentEnd && start > 0 ? this.script.toSource(start - 1) + 1 : this.script.toSource(start);
    return { start: offset, end: offset, text };
  }

  fix(comment: ShellCheckComment): FindingFix | null {
    const whole = this.place(comment);
    const edits: Edit[] = [];
    for (const replacement of comment.replacements) {
      const place = this.place(replacement);
      const edit = place && this.#edit(place, whole?.end ?? -1, replacement.text);
      if (!edit) return null;
      edits.push(edit);
    }
    edits.sort((a, b) => a.start - b.start || a.end - b.end);
    const apart = edits.every((edit, at) => at === 0 || (edits[at - 1]?.end ?? 0) < edit.start);
    if (edits.length === 0 || !apart) return null;
    return {
      title: this.#title(edits, whole && spanInSource(this.script, whole.start, whole.end)),
      edits: edits.map(({ text, ...span }) => ({ ...toRange(this.dockerfile, span), text })),
    };
  }

  /** What will stand there: of the place that is meant, and all that is edited. */
  #title(edits: readonly Edit[], meant: Span | null): string {
    const { text } = this.dockerfile;
    let at = Math.min(edits[0]?.start ?? 0, meant?.start ?? Infinity);
    let written = '';
    for (const edit of edits) {
      written += text.slice(at, edit.start) + edit.text;
      at = edit.end;
    }
    written = (written + text.slice(at, Math.max(at, meant?.end ?? 0))).trim();
    // Behind something that is taken out, the words go on.
    const whole = edits.at(-1)?.text !== '' && !/[\n\r]/.test(written);
    return whole && written.length <= titleLimit ? `Write ${written}` : 'As ShellCheck writes it';
  }
}

function placed(
  { dockerfile, script: { owner } }: ScriptFindings,
  finding: Omit<Finding, 'also' | 'line' | 'column'>,
): Finding {
  return { also: [], ...dockerfile.lines.position(owner.start), ...finding };
}

function fromComment(of: ScriptFindings, comment: ShellCheckComment, config: LintConfig): Finding[] {
  const code = `SC${comment.code}`;
  const severity = severityUnder(config, { id: code, severity: comment.severity });
  if (severity === null || !of.isWanted(comment)) return [];
  const fix = of.fix(comment);
  const { message } = comment;
  const help = `https://www.shellcheck.net/wiki/${code}`;
  return [
    placed(of, { code, source: 'shellcheck', severity, message, at: of.at(comment), help, ...(fix ? { fix } : {}) }),
  ];
}

/** ShellCheck's answer to one script as findings about the Dockerfile; null: the script is over the limit. */
export function toFindings(
  dockerfile: Dockerfile,
  script: LintedScript,
  answer: ShellCheckAnswer | null,
  config: LintConfig,
): Finding[] {
  const of = new ScriptFindings(dockerfile, script);
  if (answer?.kind === 'comments') return answer.comments.flatMap((comment) => fromComment(of, comment, config));
  const severity = severityUnder(config, notAnalysed);
  if (severity === null) return [];
  const { id: code, source, help } = notAnalysed;
  const message = whyNotAnalysed(answer?.reason ?? 'length', script.instruction.keyword);
  return [placed(of, { code, source, severity, message, at: toRange(dockerfile, script.instruction), help })];
}
