// Made-up secrets, and what containers hold, for tests.
import { ContainerLimit, type Container, type Inside } from '../../src/secrets/container.ts';

export const latin1 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, 'latin1'));
export const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
export const joined = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.concat(parts));

/** A token that its detector knows, another one for each number. */
export const token = (number = 0): string =>
  `gh${'p_'}${String(number).padStart(6, '0')}${'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1'}`;

export interface Opened {
  readonly inside: readonly Inside[];
  /** By name. */
  readonly texts: Readonly<Record<string, string>>;
  readonly isWhole: boolean;
  readonly bytesOut: number;
}

export async function openAll(container: Container, bytes: Uint8Array, limit = 1_000_000): Promise<Opened> {
  const inside: Inside[] = [];
  let isWhole = true;
  try {
    for await (const one of container.open(bytes, limit)) inside.push({ ...one, bytes: one.bytes.slice() });
  } catch (error) {
    if (!(error instanceof ContainerLimit)) throw error;
    isWhole = false;
  }
  return {
    inside,
    isWhole,
    texts: Object.fromEntries(inside.map((one) => [one.name, textOf(one.bytes)])),
    bytesOut: inside.reduce((sum, one) => sum + one.bytes.length, 0),
  };
}
