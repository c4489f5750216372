import { remember, remembered } from './remembered.ts';

export type ThemeChoice = 'system' | 'light' | 'dark';

const key = 'plimsoll-theme';
const choices = ['system', 'light', 'dark'] as const satisfies readonly ThemeChoice[];

/** Light, dark, or as the system has it; remembered where storage is allowed. */
export class Theme {
  choice = $state<ThemeChoice>(remembered(key, choices));

  constructor() {
    this.show();
  }

  get following(): ThemeChoice {
    return choices[(choices.indexOf(this.choice) + 1) % choices.length] as ThemeChoice;
  }

  next(): void {
    this.choice = this.following;
    this.show();
    remember(key, this.choice);
  }

  private show(): void {
    const { dataset } = document.documentElement;
    if (this.choice === 'system') delete dataset.theme;
    else dataset.theme = this.choice;
  }
}
