import type { Failure } from '../../hardening/check.ts';

/** What was found, said once, and all the places where it was. */
export interface FailureGroup {
  readonly message: string;
  readonly failures: readonly Failure[];
}

/** In the order in which each message comes first. */
export function failureGroups(failures: readonly Failure[]): FailureGroup[] {
  const byMessage = new Map<string, Failure[]>();
  for (const failure of failures) {
    const known = byMessage.get(failure.message);
    if (known) known.push(failure);
    else byMessage.set(failure.message, [failure]);
  }
  return [...byMessage].map(([message, failures]) => ({ message, failures }));
}
