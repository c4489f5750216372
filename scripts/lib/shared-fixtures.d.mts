export const shared: string;
export const images: string;
export function unpackSharedFixtures(): string | null;
