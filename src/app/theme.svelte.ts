export type ThemeChoice = 'system' | 'light' | 'dark';

const key = 'plimsoll-theme';
const choices: readonly ThemeChoice[] = ['system', 'light', 'dark'];

function stored(): ThemeChoice {
  try {
    const value = localStorage.getItem(key);
    return choices.find((choice) => choice === value) ?? 'system';
  } catch {
    return 'system'; // storage is switched off
  }
}

/** Light, dark, or as the system has it; remembered where storage is allowed. */
export class Theme {
  choice = $state<ThemeChoice>(stored());

  constructor() {
    this.show();
  }

  get following(): ThemeChoice {
    return choices[(choices.indexOf(this.choice) + 1) % choices.length] as ThemeChoice;
  }

  next(): void {
    this.choice = this.following;
    this.show();
    try {
      localStorage.setItem(key, this.choice);
    } catch {
      // It holds for this visit then.
    }
  }

  private show(): void {
    const { dataset } = document.documentElement;
    if (this.choice === 'system') delete dataset.theme;
    else dataset.theme = this.choice;
  }
}
