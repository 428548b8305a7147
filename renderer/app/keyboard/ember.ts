/** Finds the one ember button of what is on top: an open dialog, else the panel, else the page. */
function findEmber(): HTMLElement | null {
  const visible = (element: Element): element is HTMLElement =>
    element instanceof HTMLElement && element.checkVisibility();
  const within = (scope: ParentNode) => [...scope.querySelectorAll('[data-ember]')].find(visible) ?? null;
  const dialogs = [...document.querySelectorAll('[role="dialog"][aria-modal="true"]')];
  const top = dialogs.at(-1);
  if (top) return within(top);
  const panel = document.querySelector('[data-region="panel"]');
  return (panel ? within(panel) : null) ?? within(document);
}

/**
 * Presses the ember button of the screen (Ctrl+Enter).
 *
 * A disabled one gets the focus instead, so that its reason is read out. False when there is none.
 */
export function pressEmber(): boolean {
  const button = findEmber();
  if (!button) return false;
  button.focus();
  if (button.getAttribute('aria-disabled') !== 'true') button.click();
  return true;
}
