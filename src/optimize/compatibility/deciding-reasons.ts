import type { Compatibility } from './compatibility.ts';
import type { Reason, Weight } from './reason.ts';

/** Of what decides, as many are shown at once. */
const mostShown = 2;

/** The reasons that the verdict rests on, and what else is to be known. */
export function decidingReasons({ verdict, reasons }: Compatibility): {
  readonly first: readonly Reason[];
  readonly more: readonly Reason[];
} {
  const decides: Record<Compatibility['verdict'], readonly Weight[]> = {
    'does not fit': ['against'],
    "can't tell": ['unknown'],
    fits: ['needs', 'for'],
  };
  const first = reasons.filter(({ weight }) => decides[verdict].includes(weight)).slice(0, mostShown);
  return { first, more: reasons.filter((one) => !first.includes(one)) };
}
