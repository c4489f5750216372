/** What only the user knows of where their images run. */
export interface DeploymentInputs {
  readonly nodes: number;
  /** Megabits in a second, from the registry to a node. */
  readonly link: number;
  /** Megabytes in a second that a node unpacks. */
  readonly unpack: number;
  /** From the first process to the program's answer, in seconds. */
  readonly start: number;
  /** For a gigabyte and month. */
  readonly price: number;
  /** Versions of the image that the registry keeps. */
  readonly versions: number;
  readonly pulls: number;
  readonly builds: number;
  /** What a registry stores and a node fetches, in percent of the unpacked size. */
  readonly compression: number;
}

export type DeploymentInput = keyof DeploymentInputs;

export interface InputField {
  readonly id: DeploymentInput;
  readonly title: string;
  readonly unit: string;
  readonly initial: number;
  readonly min: number;
  readonly max: number;
  readonly isWhole?: true;
  /** What it means, or where its first value is from. */
  readonly note: string;
}

const assumed = 'Assumed: put in your own.';

/** In the order of asking. */
export const inputFields: readonly InputField[] = [
  { id: 'nodes', title: 'Nodes', unit: '', initial: 10, min: 1, max: 1e6, isWhole: true, note: `Machines that hold the image. ${assumed}` },
  { id: 'link', title: 'Link speed', unit: 'Mbit/s', initial: 100, min: 0.1, max: 1e6, note: `From the registry to a node. ${assumed}` },
  { id: 'unpack', title: 'Unpacking', unit: 'MB/s', initial: 100, min: 0.1, max: 1e6, note: `How fast a node writes what it unpacks. ${assumed}` },
  { id: 'start', title: 'Start of the program', unit: 's', initial: 0, min: 0, max: 86_400, note: 'Until it answers, once the image is there. 0 leaves it out.' },
  { id: 'price', title: 'Registry', unit: '$ per GB and month', initial: 0.1, min: 0, max: 1e6, note: assumed },
  { id: 'versions', title: 'Versions kept', unit: '', initial: 1, min: 1, max: 1e6, isWhole: true, note: 'Tags in the registry. Layers that they share are counted each time.' },
  { id: 'pulls', title: 'Pulls', unit: 'a day', initial: 10, min: 0, max: 1e9, note: `Of the whole image. ${assumed}` },
  { id: 'builds', title: 'Builds', unit: 'a day', initial: 10, min: 0, max: 1e6, note: assumed },
  { id: 'compression', title: 'Compressed to', unit: '% of the size', initial: 100, min: 1, max: 200, note: 'What is transferred, of what is unpacked.' },
]; // prettier-ignore

/** The first values; `compression`: in percent, where the archive tells it. */
export function initialInputs(compression: number | null): DeploymentInputs {
  const values = Object.fromEntries(inputFields.map(({ id, initial }) => [id, initial])) as Record<
    DeploymentInput,
    number
  >;
  return compression === null ? values : { ...values, compression };
}

export type ReadInput = { readonly value: number } | { readonly problem: string };

const number = /^\d{1,12}(?:[.,]\d{1,6})?$/;

/** A number as people write it, with a point or a comma; what is wrong with it where it can't be used. */
export function readInput({ title, unit, min, max, isWhole }: InputField, text: string): ReadInput {
  const trimmed = text.trim();
  const problem = `${title} has to be a ${isWhole ? 'whole ' : ''}number from ${min} to ${max.toLocaleString('en')}${unit === '' ? '' : `, in ${unit}`}.`;
  if (!number.test(trimmed)) return { problem };
  const value = Number(trimmed.replace(',', '.'));
  if (value < min || value > max || (isWhole && !Number.isInteger(value))) return { problem };
  return { value };
}
