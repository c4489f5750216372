import type { InstallRecord } from './install-record.ts';
import { npmHiddenLock, npmLock } from './npm-lock.ts';
import { pnpmLock } from './pnpm-lock.ts';
import { yarnLock } from './yarn-lock.ts';

/** What stands in node_modules says more of what is installed than what stands beside it. */
export const installRecords: readonly InstallRecord[] = [npmHiddenLock, pnpmLock, npmLock, yarnLock];
