import type { Follower } from '../tracing.ts';
import { elf } from './elf.ts';
import { interpreter } from './interpreter.ts';
import { java } from './java.ts';
import { node } from './node.ts';
import { python } from './python.ts';
import { script } from './script.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';

/** In the order of asking: the first that selects a file, or knows a program, follows it. */
export const followers: readonly Follower[] = [elf, script, shell, node, java, python, interpreter, settings];
