import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import type { Block, Inline, PdfSpec } from '#main/backend/pdf/blocks.ts';
import { buildPdf } from '#main/backend/pdf/build-pdf.ts';
import { samplePlan } from '../fixtures/sample-plan.ts';
import { budget, median, report, say, timed } from './measure.ts';

const ROUNDS = 60;
// Both are measured as they are after the first documents of a day.
const WARM_UP = { own: 20, print: 5 } as const;

/** One signed plan as a tagged PDF: Hearth's way against Electron's printToPDF of the same text, in the same run. */
export async function benchPlanPdf(): Promise<void> {
  const spec = samplePlan();
  const { pages } = await buildPdf(spec);
  for (let round = 0; round < WARM_UP.own; round += 1) await buildPdf(spec);
  const each = await timed(ROUNDS, () => buildPdf(spec));
  const own = median(each);
  report(`HAP as PDF, ${pages} pages`, own, budget(1000 / 60));
  say(`${Math.round(1000 / own)} plans a second`);
  const print = await printToPdf(htmlOf(spec));
  if (print !== null) report('HAP as PDF', own, { what: 'printToPDF of the same text', value: print });
}

/** The middle time of printing a page in a hidden window, or null where no Electron is set. */
async function printToPdf(html: string): Promise<number | null> {
  const executablePath = process.env.HEARTH_ELECTRON;
  if (executablePath === undefined) {
    say('printToPDF: left out, HEARTH_ELECTRON is not set (npm run bench sets it)');
    return null;
  }
  const scratch = mkdtempSync(join(tmpdir(), 'hearth-bench-print-'));
  try {
    const profile = join(scratch, 'profile');
    mkdirSync(profile, { recursive: true });
    const app = await _electron.launch({
      executablePath,
      chromiumSandbox: process.env.HEARTH_NO_SANDBOX !== '1',
      args: [join(import.meta.dirname, 'empty-app'), '--disable-gpu', `--user-data-dir=${profile}`],
    });
    try {
      await app.firstWindow();
      const times = await app.evaluate(
        async ({ BrowserWindow }, { page, warmUp }) => {
          const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
          const taken: number[] = [];
          for (let round = 0; round < warmUp + 12; round += 1) {
            const start = performance.now();
            await window.loadURL(`data:text/html;charset=utf-8,${encodeURIComponent(page)}`);
            await window.webContents.printToPDF({ generateTaggedPDF: true, generateDocumentOutline: true });
            if (round >= warmUp) taken.push(performance.now() - start);
          }
          return taken;
        },
        { page: html, warmUp: WARM_UP.print },
      );
      return median(times);
    } finally {
      await app.close();
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function safeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function inline(text: Inline): string {
  if (typeof text === 'string') return safeHtml(text);
  return text.map((span) => (span.bold ? `<b>${safeHtml(span.text)}</b>` : safeHtml(span.text))).join('');
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${inline(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p>${inline(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${inline(item)}</li>`).join('')}</ul>`;
    case 'table':
      return `<table><tr>${block.head.map((one) => `<th>${safeHtml(one)}</th>`).join('')}</tr>${block.rows
        .map((row) => `<tr>${row.map((cell) => `<td>${inline(cell)}</td>`).join('')}</tr>`)
        .join('')}</table>`;
    case 'facts':
      return `<table>${block.rows
        .map(({ name, value }) => `<tr><th>${safeHtml(name)}</th><td>${inline(value)}</td></tr>`)
        .join('')}</table>`;
    case 'signatures':
      return block.labels.map((label) => `<p>${safeHtml(label)}</p>`).join('');
    default:
      return '';
  }
}

function htmlOf(spec: PdfSpec): string {
  return `<!doctype html><html lang="${spec.lang}"><title>${safeHtml(spec.title)}</title>${spec.blocks
    .map(blockHtml)
    .join('')}</html>`;
}
