import { expect, test } from 'vitest';
import { fileAddress, fileOfPlace, lineAddress, lineOfPlace } from '../../../src/views/dockerfile/file-place.ts';

/** As the router hands it over. */
const placeOf = (address: string): string => decodeURIComponent(address.replace('#/dockerfile/', ''));

test.each([
  [lineAddress(12), 12, null],
  [lineAddress(3, 'Dockerfile'), 3, 'Dockerfile'],
  [lineAddress(3, 'a b/L9/Dockerfile #1'), 3, 'a b/L9/Dockerfile #1'],
  [lineAddress(3, 'file/L2'), 3, 'file/L2'],
  [fileAddress('L2/Dockerfile'), 0, 'L2/Dockerfile'],
  [fileAddress('a/file/Dockerfile'), 0, 'a/file/Dockerfile'],
  ['#/dockerfile/files', 0, null],
  ['#/dockerfile/', 0, null],
])('%s is line %d of %j', (address, line, file) => {
  expect([lineOfPlace(placeOf(address)), fileOfPlace(placeOf(address))]).toEqual([line, file]);
});
