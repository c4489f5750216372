import type { SystemRelease } from './package.ts';
export function endOfLife(system: SystemRelease, _: Date): { date: string; isOver: boolean; source: 'image' | 'table' } | null {
  return system.supportEnd === null ? null : { date: system.supportEnd, isOver: false, source: 'image' };
}
