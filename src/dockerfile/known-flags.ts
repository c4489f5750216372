/** Flags by keyword, without their dashes. */
export interface KnownFlags {
  /** They need a value. */
  readonly value: readonly string[];
  /** They may stand without one. */
  readonly flag?: readonly string[];
}

/** The flags that each instruction takes. https://docs.docker.com/reference/dockerfile/ */
export const knownFlags: Readonly<Record<string, KnownFlags>> = {
  FROM: { value: ['platform'] },
  RUN: { value: ['mount', 'network', 'security', 'device'] },
  COPY: { value: ['from', 'chown', 'chmod', 'exclude'], flag: ['link', 'parents'] },
  ADD: { value: ['checksum', 'chown', 'chmod', 'exclude'], flag: ['keep-git-dir', 'link', 'unpack'] },
  HEALTHCHECK: { value: ['interval', 'timeout', 'start-period', 'start-interval', 'retries'] },
};
