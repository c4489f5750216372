/** Of fixes for lines that were changed since they were found. */
export const outdatedWords = (count: number): string =>
  count === 1
    ? 'Not done: that line has changed since. The findings follow in a moment; try again where it is still there.'
    : `${count} not done: their lines have changed since. The findings follow in a moment; try again where they are still there.`;
