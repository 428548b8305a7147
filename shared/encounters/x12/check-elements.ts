import type { ElementSpec, SegmentSpec } from './guide/spec.ts';
import type { Delimiters, ParsedSegment } from './parse.ts';
import type { Findings837 } from './validation.ts';

/** Whether `CCYYMMDD` is a day of the calendar. */
export function isDay(value: string): boolean {
  if (!/^(19|20)\d{6}$/.test(value)) return false;
  const [year, month, day] = [Number(value.slice(0, 4)), Number(value.slice(4, 6)), Number(value.slice(6))];
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

const TIME = /^([01]\d|2[0-3])[0-5]\d([0-5]\d\d{0,2})?$/;

/** What is wrong with a value, in words; null when it fits. */
function misfit(spec: ElementSpec, value: string): string | null {
  switch (spec.kind) {
    case 'codes':
      return spec.codes?.has(value)
        ? null
        : `${show(value)} is not one of ${[...(spec.codes ?? [])].slice(0, 12).join(', ')}.`;
    case 'date':
      return isDay(value) ? null : `${show(value)} is not a day, CCYYMMDD.`;
    case 'time':
      return TIME.test(value) ? null : `${show(value)} is not a time, HHMM.`;
    case 'integer':
      if (!/^\d+$/.test(value)) return `${show(value)} is not a whole number.`;
      break;
    case 'decimal':
      if (!/^-?\d*\.?\d+$/.test(value)) return `${show(value)} is not a number.`;
      break;
    default:
  }
  const length = spec.kind === 'decimal' ? value.replace(/[-.]/g, '').length : value.length;
  if (length > spec.max) return `it has ${length} characters, ${spec.max} are the most.`;
  if (length < spec.min) return `it has ${length} characters, needs ${spec.min}.`;
  return null;
}

function show(value: string): string {
  return `“${value.slice(0, 40)}”`;
}

/** Checks every element of a segment against its table, but one: required, used, code, kind and length. */
export function checkElements(
  segment: ParsedSegment,
  spec: SegmentSpec,
  delimiters: Delimiters,
  findings: Findings837,
  but = 0,
): void {
  const { elements } = segment;
  const { id } = spec;
  for (const [index, one] of spec.elements.entries()) {
    if (index + 1 === but) continue;
    const value = elements[index + 1] ?? '';
    const number = `${id}${String(index + 1).padStart(2, '0')}`;
    if (value === '') {
      if (one.use === 'R') findings.add(segment, number, `${number} is missing.`);
      continue;
    }
    if (one.use === 'N') {
      // The table of a few rare segments ends early; what it calls not used is only worth a look.
      findings.add(segment, number, `${number} is not used by the guide.`, 'warning');
    } else if (one.kind === 'composite') checkParts(segment, number, one, value, delimiters, findings);
    else {
      const words = misfit(one, value);
      if (words) findings.add(segment, number, `${number}: ${words}`);
    }
  }
  if (elements.length - 1 > spec.elements.length && spec.elements.length > 2) {
    const extra = elements.slice(spec.elements.length + 1).some((value) => value !== '');
    if (extra)
      findings.add(
        segment,
        id,
        `${id} has ${elements.length - 1} elements, ${spec.elements.length} are the most.`,
      );
  }
}

function checkParts(
  segment: ParsedSegment,
  number: string,
  spec: ElementSpec,
  value: string,
  delimiters: Delimiters,
  findings: Findings837,
): void {
  const parts = value.split(delimiters.component);
  for (const [index, part] of spec.parts.entries()) {
    const own = parts[index] ?? '';
    const name = `${number}-${index + 1}`;
    if (own === '') {
      if (part.use === 'R') findings.add(segment, number, `${name} is missing.`);
      continue;
    }
    const words = part.use === 'N' ? 'it is not used by the guide.' : misfit(part, own);
    if (words) findings.add(segment, number, `${name}: ${words}`);
  }
  if (parts.length > spec.parts.length)
    findings.add(segment, number, `${number} has ${parts.length} parts, ${spec.parts.length} are the most.`);
}
