export interface Listed {
  readonly paths: ReadonlySet<string>;
  readonly bytes: number;
  readonly files: number;
}

export function listed(rootfs: string): Listed;
/** All names that lead to a path inside of a root. */
export function namesOnTheWay(rootfs: string, path: string): string[];
