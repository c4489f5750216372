import type { Rule } from './rule.ts';
import * as ruleModules from './rules/index.ts';

/** Every rule, by its code. */
export const rules: readonly Rule[] = Object.values(ruleModules).sort((a, b) => (a.id < b.id ? -1 : 1));
