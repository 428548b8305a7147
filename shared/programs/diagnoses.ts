import type { DiagnosisCode } from './diagnosis-codes.ts';
import { DIAGNOSES } from './diagnosis-codes.ts';
import { isEffective } from './packs.ts';

const BY_CODE = new Map(DIAGNOSES.map((entry) => [entry.code, entry]));
const PATTERN = /^[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?$/;

/** Whether a diagnosis may be sent for a day of service, and what to use instead. */
export type DiagnosisCheck =
  | { readonly state: 'good'; readonly entry: DiagnosisCode | null }
  | { readonly state: 'wrong'; readonly sentence: string; readonly instead: readonly string[] };

/** Writes a code as people read it: upper case, dot after the third character. */
export function formatDiagnosis(typed: string): string {
  const bare = typed.trim().toUpperCase().replaceAll('.', '');
  return bare.length > 3 ? `${bare.slice(0, 3)}.${bare.slice(3)}` : bare;
}

/** A code as an 837P carries it: without the dot. */
export function bareDiagnosis(code: string): string {
  const dot = code.indexOf('.');
  return dot < 0 ? code : code.slice(0, dot) + code.slice(dot + 1);
}

/** A code of the starter set with its words, whatever its dates. */
export function diagnosisEntry(code: string): DiagnosisCode | undefined {
  return BY_CODE.get(code);
}

/** The finer codes under a heading that may be sent on a day. */
function children(code: string, on: string): readonly DiagnosisCode[] {
  const stem = code.length === 3 ? `${code}.` : code;
  return DIAGNOSES.filter(
    (entry) => entry.code !== code && entry.code.startsWith(stem) && isEffective(entry, on),
  );
}

/**
 * Says whether a diagnosis may stand on a line of that day.
 *
 * Headings are refused when the set knows finer codes ("code to the deepest level"); well-formed codes outside
 * the starter set pass, since the set is only a beginning of ICD-10-CM.
 *
 * @see Health Net 24-395m (2024-04-22) on Z59.1 and Z59.12.
 */
export function checkDiagnosis(code: string, on: string): DiagnosisCheck {
  if (!PATTERN.test(code)) {
    return { state: 'wrong', sentence: `${code} is not an ICD-10-CM code.`, instead: [] };
  }
  const entry = BY_CODE.get(code);
  if (entry && isEffective(entry, on)) return { state: 'good', entry };
  const finer = children(code, on).map((child) => child.code);
  if (entry) {
    if (on < entry.effectiveFrom) {
      const heading = DIAGNOSES.find(
        (other) => other.code !== code && code.startsWith(other.code) && isEffective(other, on),
      );
      return {
        state: 'wrong',
        sentence: `${code} began after the day of service.`,
        instead: heading ? [heading.code] : [],
      };
    }
    return { state: 'wrong', sentence: `${code} had ended by the day of service.`, instead: finer };
  }
  if (finer.length > 0) {
    return { state: 'wrong', sentence: `${code} is a heading. Choose a finer code.`, instead: finer };
  }
  return { state: 'good', entry: null };
}

/**
 * The codes that go out: "homelessness, unspecified" is left out beside one that says which.
 *
 * @see DHCS APL 21-009: Z59.01 and Z59.02 say more than Z59.00.
 */
export function specificDiagnoses<Code extends { readonly code: string }>(
  diagnoses: readonly Code[],
): readonly Code[] {
  const says = diagnoses.some(({ code }) => code === 'Z59.01' || code === 'Z59.02');
  return says ? diagnoses.filter(({ code }) => code !== 'Z59.00') : diagnoses;
}

/** Searches codes and labels for a picker: social needs first, then by code; only what may be sent on the day. */
export function searchDiagnoses(text: string, on: string, limit = 20): readonly DiagnosisCode[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found: DiagnosisCode[] = [];
  for (const entry of DIAGNOSES) {
    if (!isEffective(entry, on)) continue;
    const haystack = `${entry.code} ${bareDiagnosis(entry.code)} ${entry.label}`.toLowerCase();
    if (words.every((word) => haystack.includes(word))) found.push(entry);
  }
  return found.sort((a, b) => Number(b.priority) - Number(a.priority)).slice(0, limit);
}

/** What the housing record says about a member. */
export interface HousingFacts {
  readonly homeless: boolean;
  readonly housingNote: string | null;
}

/**
 * The homelessness code that makes the member's housing visible to the plan, or null for a housed member.
 *
 * Until 2021-09-30 the one code is Z59.0; afterwards it says sheltered, unsheltered or not known which.
 */
export function homelessDiagnosis(housing: HousingFacts, on: string): DiagnosisCode | null {
  if (!housing.homeless) return null;
  const note = (housing.housingNote ?? '').toLowerCase();
  return BY_CODE.get(homelessCode(note, on)) ?? null;
}

function homelessCode(note: string, on: string): string {
  if (on < '2021-10-01') return 'Z59.0';
  if (/unsheltered/.test(note)) return 'Z59.02';
  if (/shelter|motel|hotel|transitional|safe haven|navigation center/.test(note)) return 'Z59.01';
  return /street|encampment|\btent\b|\bcar\b|vehicle|outside|\bpark\b|\brv\b/.test(note)
    ? 'Z59.02'
    : 'Z59.00';
}
