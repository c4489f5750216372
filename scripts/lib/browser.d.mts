export const browserArgs: string[];
export function findBrowser(): Promise<string | null>;
export function provideBrowser(): Promise<string>;
