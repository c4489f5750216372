// Python: what it is started with, and what its modules import.
import { isTool } from '../python/arguments.ts';
import { followModule } from '../python/follow-module.ts';
import { isPython } from '../python/interpreter.ts';
import { startPython } from '../python/start-python.ts';
import type { Follower } from '../tracing.ts';

export const python: Follower = {
  id: 'python',
  selects: ({ path }) => path.endsWith('.py'),
  follow: followModule,
  starts: (name) => isPython(name) || isTool(name),
  start: startPython,
};
