/**
 * A worker that ends without an error event (closed, or killed by the browser) says nothing. A Web Lock that it holds
 * for its life is freed then, and whoever waits for it is told. Where there are no locks (no secure context), a pulse takes
 * their place (pulse.ts, heartbeat.ts).
 */
export function lockManager(): LockManager | undefined {
  return (globalThis as { navigator?: { locks?: LockManager } }).navigator?.locks;
}

/** Takes the lock and keeps it; resolves once that is settled, with whether it is held. */
export function holdLock(name: string | undefined): Promise<boolean> {
  const locks = lockManager();
  if (!locks || !name) return Promise.resolve(false);
  return new Promise((resolve) => {
    const forever = () => (resolve(true), new Promise<never>(() => {}));
    locks.request(name, forever).catch(() => resolve(false));
  });
}

/** Calls back once the holder of the lock has ended. To be asked only after it is known to be held. */
export function onLockFreed(name: string, callback: () => void): void {
  lockManager()
    ?.request(name, callback)
    .catch(() => {});
}
