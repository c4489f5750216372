// Several checks find one thing in several ways: that a step of the history leaves package lists, and that they are in the
// tree. It is told once, by the check that sees more of it, and carries the codes of the others.
import { notApplicable, unknown, type Failure, type OtherCheck, type Verdict } from './check.ts';
import type { CheckResult } from './harden.ts';
import type { HardenedImage } from './hardened-image.ts';

const failuresOf = (verdict: Verdict | undefined): readonly Failure[] =>
  verdict?.kind === 'failed' ? verdict.failures : [];

const hasPlace = ({ path, layer, history }: Failure): boolean => (path ?? layer ?? history) !== undefined;

/** Which failures are told by which others. */
class Told {
  /** By the failure that is left to others: those that tell it, and their checks. */
  readonly #tellers = new Map<Failure, Map<Failure, string>>();
  /** By the failure that tells: the codes that say the same. */
  readonly #also = new Map<Failure, Map<string, OtherCheck>>();

  note(own: Failure, codes: readonly OtherCheck[], by: readonly Failure[], teller: string): void {
    if (by.length === 0) return;
    const tellers = this.#tellers.get(own) ?? new Map<Failure, string>();
    this.#tellers.set(own, tellers);
    for (const other of by) {
      tellers.set(other, teller);
      const also = this.#also.get(other) ?? new Map<string, OtherCheck>();
      this.#also.set(other, also);
      for (const one of codes) also.set(one.code, one);
    }
  }

  verdictOf(verdict: Verdict): Verdict {
    const failures = failuresOf(verdict);
    const left = failures.filter((failure) => !this.#tellers.has(failure));
    if (left.length === failures.length && !failures.some((failure) => this.#also.has(failure))) return verdict;
    if (left.length === failures.length || left.some(hasPlace)) {
      return { kind: 'failed', failures: left.map((failure) => this.#withCodes(failure)) };
    }
    // What has no place says that there are more, or why.
    if (left.length > 0) return unknown(left.map(({ message }) => message).join(' '));
    return notApplicable(`What was found is told by ${this.#tellersOf(failures).join(' and ')}, with more about it.`);
  }

  /** The checks that tell these; what one of them leaves to another is told by that one. */
  #tellersOf(failures: readonly Failure[]): string[] {
    const tellers = failures.flatMap((failure) => [...(this.#tellers.get(failure) ?? [])]);
    return [...new Set(tellers.filter(([by]) => !this.#tellers.has(by)).map(([, code]) => code))];
  }

  #withCodes(failure: Failure): Failure {
    const also = this.#also.get(failure);
    return also ? { ...failure, also: [...also.values()] } : failure;
  }
}

/** The same results, in which what several checks found is told by one of them (`toldBy`). */
export function tellOnce(results: readonly CheckResult[], image: HardenedImage): CheckResult[] {
  const verdicts = new Map(results.map(({ check, verdict }) => [check.code, verdict]));
  const told = new Told();
  for (const { check, verdict } of results) {
    const codes = [{ code: check.code, source: check.source }, ...check.also];
    for (const { code, about, same } of check.toldBy ?? []) {
      const others = failuresOf(verdicts.get(code));
      for (const own of failuresOf(verdict)) {
        if (about === undefined || own.about === about) told.note(own, codes, same(own, others, image), code);
      }
    }
  }
  return results.map(({ check, verdict }) => ({ check, verdict: told.verdictOf(verdict) }));
}
