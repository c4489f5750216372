/** What the user types into; an editor in a shadow tree is seen as its host from outside. */
export const isTyping = (event: Event): boolean =>
  event
    .composedPath()
    .some((part) => part instanceof Element && part.matches('input, textarea, select, [contenteditable="true"]'));
