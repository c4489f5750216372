/**
 * Folders of a tree in a table open by click and by keyboard: Enter, or the arrows to the right and left; up and down lead from
 * one folder to the next. For `{@attach}` on what holds the table; the buttons say `data-node`.
 */
export function treeKeys(ontoggle: (node: number, open: boolean) => void): (element: HTMLElement) => () => void {
  return (element) => {
    const opener = (target: EventTarget | null): HTMLButtonElement | null =>
      target instanceof Element ? target.closest<HTMLButtonElement>('button[data-node]') : null;
    const toggle = (button: HTMLButtonElement, open: boolean): void => ontoggle(Number(button.dataset.node), open);
    const isOpen = (button: HTMLButtonElement): boolean => button.ariaExpanded === 'true';

    const click = ({ target }: MouseEvent): void => {
      const button = opener(target);
      if (button) toggle(button, !isOpen(button));
    };
    const keydown = (event: KeyboardEvent): void => {
      const button = opener(event.target);
      if (!button || event.ctrlKey || event.metaKey || event.altKey) return;
      const all = [...element.querySelectorAll<HTMLButtonElement>('button[data-node]')];
      const at = all.indexOf(button);
      const depthOf = ({ dataset }: HTMLButtonElement): number => Number(dataset.depth);
      const acts: Record<string, () => void> = {
        ArrowDown: () => all[at + 1]?.focus(),
        ArrowUp: () => all[at - 1]?.focus(),
        ArrowRight: () => (isOpen(button) ? all[at + 1]?.focus() : toggle(button, true)),
        ArrowLeft: () =>
          isOpen(button)
            ? toggle(button, false)
            : all
                .slice(0, at)
                .findLast((other) => depthOf(other) < depthOf(button))
                ?.focus(),
      };
      const act = acts[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    element.addEventListener('click', click);
    element.addEventListener('keydown', keydown);
    return () => {
      element.removeEventListener('click', click);
      element.removeEventListener('keydown', keydown);
    };
  };
}
