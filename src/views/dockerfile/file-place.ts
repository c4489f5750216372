/** Where the table of all Dockerfiles is shown. */
export const tablePlace = 'files';
export const tableAddress = `#/dockerfile/${tablePlace}`;

const filePrefix = 'file/';

const placeOfFile = (name: string): string => `${filePrefix}${name.split('/').map(encodeURIComponent).join('/')}`;

/** Address of a Dockerfile among several. */
export const fileAddress = (name: string): string => `#/dockerfile/${placeOfFile(name)}`;

/** Address of a line; `name`: of which Dockerfile, where there are several. */
export const lineAddress = (line: number, name: string | null = null): string =>
  `#/dockerfile/L${line}${name === null ? '' : `/${placeOfFile(name)}`}`;

const linePrefix = /^L(\d+)(?:\/|$)/;

/** The line that a place is about; 0 for none. */
export const lineOfPlace = (place: string): number => Number(linePrefix.exec(place)?.[1] ?? 0);

/** The name of the Dockerfile that a place is about; null for any other place. */
export function fileOfPlace(place: string): string | null {
  const rest = place.replace(linePrefix, '');
  return rest.startsWith(filePrefix) ? rest.slice(filePrefix.length) : null;
}
