import { visibleText } from '../bytes/text.ts';

/** A line of a text as it can be shown: tabs are text here, not something hidden. */
export const visibleLine = (text: string): string => text.split('\t').map(visibleText).join('\t');
