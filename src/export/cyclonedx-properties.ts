import { visibleText } from '../bytes/text.ts';

interface Property {
  readonly name: string;
  readonly value: string;
}

/** Those with a value. */
export const properties = (values: Readonly<Record<string, string | number | boolean | null>>): Property[] =>
  Object.entries(values).flatMap(([name, value]) =>
    value === null || value === false || value === ''
      ? []
      : [{ name: `plimsoll:${name}`, value: visibleText(String(value)) }],
  );
