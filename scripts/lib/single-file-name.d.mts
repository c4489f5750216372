export const singleFileName: 'plimsoll.html';
export function emptyBut(folder: string, kept: string): void;
