import type { Follower } from '../tracing.ts';
import { elf } from './elf.ts';
import { python } from './python.ts';
import { script } from './script.ts';

/** In the order of asking: the first that selects a file, or knows a program, follows it. */
export const followers: readonly Follower[] = [elf, script, python];
