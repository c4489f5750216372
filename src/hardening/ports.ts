/** A port of the config, `8080/tcp`, or a range of them. */
export interface ConfigPort {
  readonly text: string;
  readonly first: number;
  readonly last: number;
}

const isPort = (number: number): boolean => number >= 1 && number <= 65_535;

/** The ports that a text names; null where it names none that can be. */
export function parsePort(text: string): ConfigPort | null {
  const [, from, to] = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(?:tcp|udp|sctp))?$/i.exec(text) ?? [];
  if (from === undefined) return null;
  const first = Number(from);
  const last = to === undefined ? first : Number(to);
  return isPort(first) && isPort(last) && first <= last ? { text, first, last } : null;
}
