/** An editor in a shadow tree is seen as its host from outside. */
const isWithin = (event: Event, selector: string): boolean =>
  event.composedPath().some((part) => part instanceof Element && part.matches(selector));

const fields = 'input, textarea, [contenteditable="true"]';

/** What takes text: what is pasted there is the field's own. */
export const isTextField = (event: Event): boolean => isWithin(event, fields);

/** What takes keys: letters choose in a list, too. */
export const isTyping = (event: Event): boolean => isWithin(event, `${fields}, select`);
