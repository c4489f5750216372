/** Where the table of all Dockerfiles is shown. */
export const tablePlace = 'files';
export const tableAddress = `#/dockerfile/${tablePlace}`;

const filePrefix = 'file/';

/** Address of a Dockerfile among several. */
export const fileAddress = (name: string): string =>
  `#/dockerfile/${filePrefix}${name.split('/').map(encodeURIComponent).join('/')}`;

/** The name of the Dockerfile that a place is about; null for any other place. */
export const fileOfPlace = (place: string): string | null =>
  place.startsWith(filePrefix) ? place.slice(filePrefix.length) : null;
