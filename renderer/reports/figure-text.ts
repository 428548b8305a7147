import type { MeasureRow } from '#shared/reports/contract.ts';
import type { Measure } from '#shared/reports/measures.ts';
import { countText } from '../components/count-text.ts';

/** A number in its unit: "21", "82 %", "64 days"; a dash where there is none. */
export function figureText({ unit }: Measure, value: number | null): string {
  if (value === null) return '–';
  if (unit === 'percent') return `${value} %`;
  if (unit === 'days') return value === 1 ? '1 day' : `${countText(value)} days`;
  return countText(value);
}

/** "49 of 60": what a share is made of; nothing for a plain count. */
export function shareText({ unit }: Measure, { counted, of }: MeasureRow): string | null {
  return unit === 'percent' ? `${countText(counted)} of ${countText(of)}` : null;
}

/** A change against the month before: "+3", "−2 points"; nothing where there is no month to compare with. */
export function changeText({ unit }: Measure, change: number | null): string {
  if (change === null) return '';
  if (change === 0) return 'same';
  const number = `${change > 0 ? '+' : '−'}${countText(Math.abs(change))}`;
  if (unit === 'percent') return `${number} ${Math.abs(change) === 1 ? 'point' : 'points'}`;
  return number;
}
