import { pool } from '../workers/pool.ts';
import { ShellCheckInWorkers } from './shell-check.ts';

/** The one of the page: what it answered of one Dockerfile, it knows for the others. */
export const shellCheck = new ShellCheckInWorkers({
  endIdle: () => pool.endIdle('check-script'),
  check: (input, options) => pool.run('check-script', input, options),
});
