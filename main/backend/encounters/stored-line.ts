import { z } from 'zod';
import type { EncounterDiagnosis } from '#shared/encounters/contract.ts';
import { type Correction, correctionSchema } from '#shared/encounters/correction.ts';
import { type LineFacts, lineExplanationSchema } from '#shared/encounters/line.ts';
import { programSchema } from '#shared/members/member.ts';
import { serviceModeSchema } from '#shared/programs/pack.ts';
import { packRow } from '#shared/programs/packs.ts';

const diagnosesSchema = z.array(z.object({ code: z.string(), label: z.string().default('') }));
const modifiersSchema = z.array(z.string());

/** Reads `encounter.diagnoses`. */
export function parseDiagnoses(text: string): EncounterDiagnosis[] {
  return diagnosesSchema.parse(JSON.parse(text));
}

/** Reads `encounter.modifiers`. */
export function parseModifiers(text: string): string[] {
  return modifiersSchema.parse(JSON.parse(text));
}

/** Reads `encounter.correction`. */
export function parseCorrection(text: string | null): Correction | null {
  return text === null ? null : correctionSchema.parse(JSON.parse(text));
}

/** What the columns say, for a line whose explanation was written by an import. */
interface Columns {
  readonly program: string;
  readonly serviceOn: string;
  readonly ruleId: string | null;
  readonly mode: string | null;
  readonly clinical: boolean;
  readonly minutes: number;
}

/** Reads `encounter.explanation`; a line without facts of its own gets them from its columns. */
export function parseExplanation(
  text: string,
  columns: Columns,
): { readonly facts: LineFacts; readonly keptBackBecause: string | null } {
  const stored = lineExplanationSchema.safeParse(parseJson(text));
  if (stored.success) {
    return { facts: stored.data.facts, keptBackBecause: stored.data.keptBack?.reason ?? null };
  }
  const program = programSchema.safeParse(columns.program);
  const mode = serviceModeSchema.safeParse(columns.mode);
  return {
    keptBackBecause: null,
    facts: {
      program: program.success ? program.data : null,
      serviceOn: columns.serviceOn,
      phase: packRow(columns.ruleId ?? '')?.when.phase ?? 'service',
      mode: mode.success ? mode.data : 'in_person',
      clinical: columns.clinical,
      minutes: columns.minutes,
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
