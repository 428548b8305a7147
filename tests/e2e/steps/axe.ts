import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type ElectronApplication, expect, type Page } from '@playwright/test';

/** WCAG 2.2 A and AA, and axe's own best practices for landmarks and headings. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Offence {
  readonly rule: string;
  readonly help: string;
  readonly where: readonly string[];
}

/** Which rules a look needs: all of them, only the colours, or all but the colours. */
type Scope = 'all' | 'colors' | 'structure';

async function offences(page: Page, scope: Scope): Promise<readonly Offence[]> {
  // Electron has no second page to finish in, hence the legacy mode; there are no frames to visit anyway.
  const builder = new AxeBuilder({ page }).setLegacyMode(true);
  if (scope === 'colors') builder.withRules(['color-contrast']);
  else builder.withTags(TAGS);
  if (scope === 'structure') builder.disableRules(['color-contrast']);
  const { violations } = await builder.analyze();
  return violations.map((violation) => ({
    rule: violation.id,
    help: violation.help,
    where: violation.nodes
      .slice(0, 5)
      .map((node) => `${node.target.join(' ')} :: ${node.html.slice(0, 160)}`),
  }));
}

/** Elements that scroll sideways, or a page wider than its window: at 200 % everything scrolls one way only. */
async function sidewaysScrollers(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const wide = [...document.querySelectorAll<HTMLElement>('*')].filter((element) => {
      if (element.scrollWidth <= element.clientWidth + 1 || element.clientWidth === 0) return false;
      return ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
    });
    const names = wide.map(
      (element) => `${element.tagName}.${element.className} ${element.scrollWidth}>${element.clientWidth}`,
    );
    if (document.documentElement.scrollWidth > window.innerWidth) names.push('the page itself');
    return names;
  });
}

/** Sets the window's zoom, as Ctrl + does. */
export async function zoomTo(app: ElectronApplication, page: Page, factor: number): Promise<void> {
  await app.evaluate(({ BrowserWindow }, zoom) => {
    BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(zoom);
  }, factor);
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBeLessThan(factor > 1 ? 1000 : 1e6);
  await page.waitForTimeout(100);
}

/**
 * Checks the screen as it stands with axe: light, dark, and at 200 %; leaves a picture of it in both themes.
 *
 * Dark differs from light only in colours, and 200 % only in layout, so each looks for what can differ.
 */
export async function checkScreen(app: ElectronApplication, page: Page, name: string): Promise<void> {
  await page.waitForTimeout(200);
  const picture = (colorScheme: string) =>
    page.screenshot({
      path: join(
        'tests',
        '.results',
        'screens',
        `${name.replaceAll(/[^a-z0-9]+/gi, '-')}-${colorScheme}.png`,
      ),
      animations: 'disabled',
    });
  await page.emulateMedia({ colorScheme: 'light' });
  await picture('light');
  expect.soft(await offences(page, 'all'), `${name}, light`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture('dark');
  expect.soft(await offences(page, 'colors'), `${name}, dark`).toEqual([]);
  await page.emulateMedia({ colorScheme: null });
  await zoomTo(app, page, 2);
  expect.soft(await offences(page, 'structure'), `${name}, at 200 %`).toEqual([]);
  expect.soft(await sidewaysScrollers(page), `${name}, at 200 %, scrolls sideways`).toEqual([]);
  await zoomTo(app, page, 1);
}
