import type { BuiltPdf, PdfSpec } from './blocks.ts';
import { drawBlocks } from './draw-blocks.ts';
import { Flow } from './flow.ts';
import { drawRunning, setUpPages } from './running.ts';
import { collect } from './sink.ts';

/**
 * Builds a tagged, accessible PDF (PDF/UA structure) with embedded fonts, in memory.
 *
 * The same data gives the same pages. Characters that no embedded font has are printed as `[?]` and listed in
 * `missing`, so that the caller can say so in a sentence.
 */
export async function buildPdf(spec: PdfSpec): Promise<BuiltPdf> {
  const flow = new Flow(spec);
  setUpPages(flow, spec);
  drawBlocks(flow, spec.blocks, flow.doc.outline);
  flow.root.end();
  const pages = flow.doc.bufferedPageRange().count;
  for (let page = 0; page < pages; page += 1) {
    flow.doc.switchToPage(page);
    if (!flow.isBare(page)) drawRunning(flow, spec, { page: page + 1, of: pages });
  }
  flow.doc.end();
  return { bytes: await collect(flow.doc), pages, missing: [...flow.missing.values()] };
}

/** Says in one sentence which characters a document could not print; null when it could print all. */
export function missingSentence(missing: BuiltPdf['missing']): string | null {
  if (missing.length === 0) return null;
  const shown = missing.slice(0, 5).map((character) => `${character.text} (${character.codePoints})`);
  const more = missing.length > shown.length ? ` and ${missing.length - shown.length} more` : '';
  return `The document’s font lacks ${shown.join(', ')}${more}. The PDF shows [?] there; the record keeps what you typed.`;
}
