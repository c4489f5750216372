export function serveBuild(options?: {
  port?: number;
  strictPort?: boolean;
}): Promise<{ url: string; close: () => Promise<void> }>;
