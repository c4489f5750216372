/** By path: whether it was opened or started, or only asked for. */
export function tracedPaths(file: string, rootfs: string, workingDirectory: string): Map<string, boolean>;
