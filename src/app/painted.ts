/** Milliseconds after which nobody waits for a picture any more: of a page that nobody sees, none is painted. */
const longest = 200;

/** Behind the next picture of the page: what is worked out then keeps nobody from seeing what is there. */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, longest);
    // The task behind a frame runs when the frame is painted.
    requestAnimationFrame(() => setTimeout(resolve));
  });
}
