/** Bytes or characters. Settings have some hundred; the parser's time grows with the square of some texts: 1.5 s at this length. */
export const longestYaml = 64_000;
