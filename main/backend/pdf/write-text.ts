type Features = PDFKit.Mixins.OpenTypeFeatures[] | undefined;

/** The part of pdfkit that its types leave out: the font that is set, and the fonts a page names. */
interface Inside {
  readonly _font: {
    readonly id: string;
    ref(): unknown;
    encode(text: string, features: Features): readonly [readonly string[], readonly Position[]];
  };
  readonly page: { readonly fonts: Record<string, unknown> };
}

interface Position {
  readonly xAdvance: number;
  readonly advanceWidth: number;
  readonly xOffset: number;
  readonly yOffset: number;
}

/**
 * Writes a stretch of text in the font that is set, its baseline at `y` from the top of the page.
 *
 * One command where pdfkit's own text takes twelve, most of which say again what is so already: a third of the time
 * a document takes. Marks that stand off their letter are left to pdfkit.
 */
export function writeText(
  doc: PDFKit.PDFDocument,
  text: string,
  at: {
    readonly x: number;
    readonly y: number;
    readonly size: number;
    /** Three numbers from 0 to 1. */
    readonly ink: string;
    readonly features: Features;
  },
): void {
  const { _font: font, page } = doc as unknown as Inside;
  const [codes, positions] = font.encode(text, at.features);
  let shown = '';
  let run = '';
  for (const [index, code] of codes.entries()) {
    const { xAdvance, advanceWidth, xOffset, yOffset } = positions[index] as Position;
    if (xOffset !== 0 || yOffset !== 0) {
      doc.addContent(`/DeviceRGB cs ${at.ink} scn`);
      doc.text(text, at.x, at.y, {
        lineBreak: false,
        baseline: 'alphabetic',
        ...(at.features ? { features: at.features } : {}),
      });
      return;
    }
    run += code;
    if (xAdvance !== advanceWidth) {
      shown += `<${run}> ${rounded(advanceWidth - xAdvance)} `;
      run = '';
    }
  }
  if (run !== '') shown += `<${run}>`;
  page.fonts[font.id] ??= font.ref();
  const place = `1 0 0 -1 ${rounded(at.x)} ${rounded(at.y)} Tm`;
  const look = `/DeviceRGB cs ${at.ink} scn /${font.id} ${rounded(at.size)} Tf`;
  doc.addContent(`BT ${look} ${place} [${shown}] TJ ET`);
}

function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

const inks = new Map<string, string>();

/** A colour as the three numbers a page's commands take: `#ffffff` is `1 1 1`. */
export function rgb(color: string): string {
  let ink = inks.get(color);
  if (ink === undefined) {
    const parts = [1, 3, 5].map((from) => rounded(Number.parseInt(color.slice(from, from + 2), 16) / 255));
    ink = parts.join(' ');
    inks.set(color, ink);
  }
  return ink;
}
