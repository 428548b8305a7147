import { setImmediate } from 'node:timers/promises';
import type { BuiltPdf } from './blocks.ts';
import { Flow } from './flow.ts';
import { foldText, type Line, lineWidth } from './lines.ts';
import { collect } from './sink.ts';

/** What an address goes on. */
export type AddressSheet = 'envelopes' | 'labels';

/** #10: 9½ by 4⅛ inches, in points. */
const ENVELOPE = { width: 684, height: 297 } as const;
/** Where the address stands on an envelope, clear of the bar code the mail prints at the foot. */
const TO = { x: 300, y: 135, width: 348, height: 96 } as const;
const FROM = { x: 28, y: 26, width: 240, height: 60 } as const;

/** Avery 5160: three by ten labels of 2⅝ by 1 inch on US Letter, in points. */
const LABELS = { columns: 3, rows: 10, left: 13.5, top: 36, width: 189, height: 72, step: 198 } as const;
/** Labels on one sheet. */
export const LABELS_A_SHEET = LABELS.columns * LABELS.rows;
const PAD = 9;

const SIZES = [11, 10, 9, 8, 7, 6, 5] as const;

/** The words an address sheet is made of. */
export interface AddressSpec {
  readonly title: string;
  readonly author: string;
  readonly createdAt: Date;
  /** Lines of each address, the name first. */
  readonly addresses: readonly (readonly string[])[];
  /** The sender's lines, for envelopes. */
  readonly from: readonly string[];
  /** Labels that are used up on the first sheet. */
  readonly skip?: number;
}

/** Prints addresses on #10 envelopes or on Avery 5160 labels; long ones are set smaller until they fit whole. */
export async function buildAddressSheets(kind: AddressSheet, spec: AddressSpec): Promise<BuiltPdf> {
  const envelope = kind === 'envelopes';
  const flow = new Flow(
    {
      ...spec,
      subject: spec.title,
      lang: 'en-US',
      header: { left: '', right: '' },
      footer: [],
      blocks: [],
    },
    envelope ? [ENVELOPE.width, ENVELOPE.height] : 'LETTER',
  );
  const bytes = collect(flow.doc);
  const skip = envelope ? 0 : Math.min(LABELS_A_SHEET - 1, Math.max(0, spec.skip ?? 0));
  let pages = 1;
  for (const [index, address] of spec.addresses.entries()) {
    const place = envelope ? index : index + skip;
    const onPage = envelope ? 0 : place % LABELS_A_SHEET;
    if (index > 0 && (envelope || onPage === 0)) {
      flow.doc.flushPages();
      flow.newPage();
      pages += 1;
    }
    if (envelope) {
      drawBox(flow, spec.from, FROM, 9);
      drawBox(flow, address, TO, 12);
    } else {
      drawBox(flow, address, {
        x: LABELS.left + (onPage % LABELS.columns) * LABELS.step + PAD,
        y: LABELS.top + Math.floor(onPage / LABELS.columns) * LABELS.height + PAD / 2,
        width: LABELS.width - PAD * 2,
        height: LABELS.height - PAD,
      });
    }
    if (index % 50 === 49) await setImmediate();
  }
  flow.root.end();
  flow.doc.end();
  return { bytes: await bytes, pages, missing: [...flow.missing.values()] };
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Sets lines into a box at the largest size at which all of them fit, from `most` down. */
function drawBox(flow: Flow, text: readonly string[], box: Box, most = 11): void {
  const tried = [most, ...SIZES.filter((size) => size < most)];
  let chosen: { readonly size: number; readonly lines: readonly Line[] } | null = null;
  for (const size of tried) {
    const lines = text.flatMap((line) =>
      foldText(line, { weight: 400, size, width: box.width, missing: flow.missing }),
    );
    chosen = { size, lines };
    const wide = lines.some((line) => lineWidth(line) > box.width + 0.1);
    if (!wide && lines.length * flow.lineHeight(size) <= box.height) break;
  }
  if (!chosen) return;
  const { size, lines } = chosen;
  const element = flow.tag('P', flow.root);
  flow.marked(element, 'P', () => {
    lines.forEach((line, index) => {
      flow.line(line, box.x, box.y + index * flow.lineHeight(size), size);
    });
  });
  element.end();
}
