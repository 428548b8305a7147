import { AxeBuilder } from '@axe-core/playwright';
import { type ElectronApplication, expect, type Page } from '@playwright/test';

/** WCAG 2.2 A and AA, and axe's own best practices for landmarks and headings. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Offence {
  readonly rule: string;
  readonly help: string;
  readonly where: readonly string[];
}

async function offences(page: Page): Promise<readonly Offence[]> {
  // Electron has no second page to finish in, hence the legacy mode; there are no frames to visit anyway.
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).setLegacyMode(true).analyze();
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
  await page.waitForTimeout(250);
}

/** Checks the screen as it stands with axe: light, dark, and at 200 %. */
export async function checkScreen(app: ElectronApplication, page: Page, name: string): Promise<void> {
  await page.waitForTimeout(250);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect.soft(await offences(page), `${name}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null });
  await zoomTo(app, page, 2);
  expect.soft(await offences(page), `${name}, at 200 %`).toEqual([]);
  expect.soft(await sidewaysScrollers(page), `${name}, at 200 %, scrolls sideways`).toEqual([]);
  await zoomTo(app, page, 1);
}
