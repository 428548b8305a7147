import { expect, test } from 'vitest';
import { buildAddressSheets } from '#main/backend/pdf/address-sheets.ts';
import { readPdf, textBoxes } from '../../fixtures/read-pdf.ts';

const LONG = 'María de los Ángeles Guadalupe Hernández-Quillfeather y Peñarosa de la Cruz Montenegro';
const address = (name: string, number: number) => [
  name,
  `${number} Larkspur Way, Building 7, Unit 1204`,
  'Oakland, CA 94612',
];
const spec = (addresses: readonly (readonly string[])[]) => ({
  title: 'Addresses',
  author: 'Larkmeadow Care',
  createdAt: new Date(0),
  addresses,
  from: ['Larkmeadow Care', '100 Main St', 'Oakland, CA 94612-0001'],
});

test('a #10 envelope each, with sender and address inside their places, however long the name', async () => {
  const { bytes, pages } = await buildAddressSheets(
    'envelopes',
    spec([address('Ana Guavatree', 1), address(LONG, 2)]),
  );
  expect(pages).toBe(2);
  const boxes = await textBoxes(bytes);
  expect(boxes.map(({ width, height }) => [width, height])).toEqual([
    [684, 297],
    [684, 297],
  ]);
  for (const page of boxes) {
    const to = page.items.filter(({ left }) => left >= 300);
    expect(to.length).toBeGreaterThanOrEqual(3);
    // Inside the place for the address, and clear of the strip at the foot that the mail prints on.
    expect(to.every(({ right, bottom }) => right <= 648.5 && bottom >= 45)).toBe(true);
    expect(page.items.filter(({ left }) => left < 300).map(({ text }) => text)).toContain('100 Main St');
  }
  expect((await readPdf(bytes)).text.replace(/\s+/g, ' ')).toContain(LONG);
});

test('31 labels fill two sheets in the places of Avery 5160; used ones are skipped', async () => {
  const many = Array.from({ length: 31 }, (_, index) => address(index === 4 ? LONG : `Ana ${index}`, index));
  const { bytes, pages } = await buildAddressSheets('labels', spec(many));
  expect(pages).toBe(2);
  const [first] = await textBoxes(bytes);
  for (const item of first?.items ?? []) {
    const column = Math.floor((item.left - 13.5) / 198);
    const row = Math.floor((792 - 36 - item.top) / 72);
    const left = 13.5 + column * 198;
    const top = 792 - 36 - row * 72;
    expect(item.right, item.text).toBeLessThanOrEqual(left + 189);
    expect(item.bottom, item.text).toBeGreaterThanOrEqual(top - 72);
  }
  expect((await readPdf(bytes)).text.replace(/\s+/g, ' ')).toContain(LONG);
  expect((await buildAddressSheets('labels', { ...spec(many.slice(0, 20)), skip: 11 })).pages).toBe(2);
});
