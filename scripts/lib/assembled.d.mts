export function assembled(): Promise<{ path: string; text: string }[]>;
