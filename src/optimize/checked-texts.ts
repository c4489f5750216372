import type { Dockerfile } from '../dockerfile/model.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import { baselineOf, keepsConfig, objectionTo, type Baseline } from './check-result.ts';
import type { RuntimeConfig } from './runtime-config.ts';

/** A rewriting, parsed, and checked once somebody asks. */
export class CheckedText {
  readonly dockerfile: Dockerfile;
  private readonly baseline: Baseline;
  private said: string | null | undefined;

  constructor(text: string, baseline: Baseline) {
    this.dockerfile = parseDockerfile(text);
    this.baseline = baseline;
  }

  /** What speaks against running it; null where nothing does. `expected`: what the image is to be run with. */
  objectionBeside(expected: RuntimeConfig): string | null {
    const { dockerfile, baseline } = this;
    return keepsConfig(dockerfile, expected, baseline.mayGo) ? null : 'ports, command, environment or directory differ';
  }

  /** What speaks against its text; null where nothing does. It takes as long as linting. */
  get objection(): string | null {
    if (this.said === undefined) this.said = objectionTo(this.dockerfile, this.baseline);
    return this.said;
  }
}

const textsAtMost = 1000;

/** Parsed and checked rewritings of one original: switching changes on and off leads to the same texts again. */
export class CheckedTexts {
  readonly original: string;
  readonly mayGo: string;
  readonly baseline: Baseline;
  private readonly texts = new Map<string, CheckedText>();

  constructor(original: Dockerfile, mayGo: readonly string[]) {
    this.original = original.text;
    this.mayGo = mayGo.join();
    this.baseline = baselineOf(original, mayGo);
  }

  check(text: string): CheckedText {
    const known = this.texts.get(text);
    if (known) return known;
    const checked = new CheckedText(text, this.baseline);
    if (this.texts.size >= textsAtMost) this.texts.clear();
    this.texts.set(text, checked);
    return checked;
  }
}

let last: CheckedTexts | null = null;

/** The texts of this original; those of the one before are given up. `mayGo`: variables that may be missing in them. */
export function checkedTextsOf(original: Dockerfile, mayGo: readonly string[] = []): CheckedTexts {
  if (last?.original !== original.text || last.mayGo !== mayGo.join()) last = new CheckedTexts(original, mayGo);
  return last;
}
