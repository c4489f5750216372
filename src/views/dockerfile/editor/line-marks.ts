import { RangeSet, StateEffect, StateField, type StateEffectType } from '@codemirror/state';
import type { GutterMarker } from '@codemirror/view';

type Marks = RangeSet<GutterMarker>;

/** Marks at lines, which move along with what is typed until others are set. */
export function lineMarks(): { field: StateField<Marks>; set: StateEffectType<Marks> } {
  const set = StateEffect.define<Marks>();
  const field = StateField.define<Marks>({
    create: () => RangeSet.empty,
    update(value, { changes, effects }) {
      const effect = effects.find((one) => one.is(set));
      return effect ? effect.value : value.map(changes);
    },
  });
  return { field, set };
}
