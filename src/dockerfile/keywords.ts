export const keywords = [
  'ADD', 'ARG', 'CMD', 'COPY', 'ENTRYPOINT', 'ENV', 'EXPOSE', 'FROM', 'HEALTHCHECK', 'LABEL', 'MAINTAINER', 'ONBUILD',
  'RUN', 'SHELL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR',
] as const; // prettier-ignore

export const knownKeywords: ReadonlySet<string> = new Set(keywords);

/** Instructions that may take a JSON array. */
export const jsonKeywords: ReadonlySet<string> = new Set([
  'ADD', 'CMD', 'COPY', 'ENTRYPOINT', 'HEALTHCHECK', 'RUN', 'SHELL', 'VOLUME',
]); // prettier-ignore

/** Instructions whose arguments are split at every blank, also inside quotes. */
export const plainKeywords: ReadonlySet<string> = new Set(['ADD', 'COPY', 'EXPOSE', 'FROM', 'VOLUME']);

export const heredocKeywords: ReadonlySet<string> = new Set(['ADD', 'COPY', 'RUN']);
