import type { WebContents } from 'electron';

/** The steps of Ctrl + and Ctrl −, as browsers have them. */
const STEPS = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const;

/** The next zoom factor in a direction; the outermost stays. */
export function nextZoom(now: number, direction: 1 | -1): number {
  const ahead =
    direction === 1 ? STEPS.find((step) => step > now + 0.01) : STEPS.findLast((step) => step < now - 0.01);
  return ahead ?? now;
}

/** Lets a person make everything larger: Ctrl + and Ctrl −, and Ctrl 0 for the usual size. There is no menu for it. */
export function allowZoom(contents: WebContents): void {
  contents.on('before-input-event', (event, input) => {
    if (input.type !== 'keyDown' || !(input.control || input.meta) || input.alt) return;
    if (input.key === '0') contents.setZoomFactor(1);
    else if (input.key === '+' || input.key === '=')
      contents.setZoomFactor(nextZoom(contents.getZoomFactor(), 1));
    else if (input.key === '-' || input.key === '_')
      contents.setZoomFactor(nextZoom(contents.getZoomFactor(), -1));
    else return;
    event.preventDefault();
  });
}
