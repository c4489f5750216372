export function commandIn(
  rootfs: string,
  config: { Env?: string[]; WorkingDir?: string },
  user: { uid: string; gid: string; home: string },
  words: string[],
): string[];
