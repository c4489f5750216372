import { visibleText } from '../bytes/text.ts';

export interface SarifText {
  readonly text: string;
}

/**
 * A plain text message (SARIF 2.1.0, 3.11.3). Braces stand for placeholders and are doubled (3.11.5), and what would be
 * taken for a link, `[text](address)`, is none once its bracket is escaped (3.11.6).
 */
export function sarifText(text: string): SarifText {
  return { text: visibleText(text).replace(/[{}]/g, '$&$&').replaceAll('](', '\\](') };
}
