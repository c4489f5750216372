import type { Browser } from '@playwright/test';

export interface Memory {
  reset(): Promise<void>;
  peakBytes(): Promise<number | null>;
  browserPeakBytes(): Promise<number | null>;
  untilIdle(): Promise<void>;
}
export function memoryOf(browser: Browser): Promise<Memory>;
