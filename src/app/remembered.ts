/** What the user chose the last time, where storage is allowed; else the first of the choices. */
export function remembered<Choice extends string>(key: string, choices: readonly [Choice, ...Choice[]]): Choice {
  try {
    const value = localStorage.getItem(key);
    return choices.find((choice) => choice === value) ?? choices[0];
  } catch {
    return choices[0]; // storage is switched off
  }
}

export function remember(key: string, choice: string): void {
  try {
    localStorage.setItem(key, choice);
  } catch {
    // It holds for this visit then.
  }
}
