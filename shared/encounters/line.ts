import { z } from 'zod';
import { programSchema } from '../members/member.ts';
import { phaseSchema, serviceModeSchema } from '../programs/pack.ts';
import type { PlanTable } from '../programs/plan-table.ts';
import { type ServiceTag, serviceTagSchema, tagService } from '../programs/tag-service.ts';
import type { Correction } from './correction.ts';

/** The facts a line was signed with; its code can be found again from them when a plan's settings change. */
export const lineFactsSchema = z.object({
  program: programSchema.nullable(),
  serviceOn: z.string(),
  phase: phaseSchema.nullable(),
  mode: serviceModeSchema,
  clinical: z.boolean(),
  minutes: z.number().int(),
  earlierUnits: z.number().int().optional(),
});
export type LineFacts = z.infer<typeof lineFactsSchema>;

/** What `encounter.explanation` holds: the facts, the tag as it was signed, and why it was kept back, if it was. */
export const lineExplanationSchema = z.object({
  facts: lineFactsSchema,
  tag: serviceTagSchema,
  keptBack: z.object({ by: z.string(), at: z.string(), reason: z.string() }).optional(),
});
export type LineExplanation = z.infer<typeof lineExplanationSchema>;

/** An encounter line with everything that decides whether it may leave. */
export interface OpenLine {
  readonly id: string;
  readonly noteId: string;
  readonly serviceOn: string;
  readonly startTime: string | null;
  readonly minutes: number;
  readonly placeOfService: string;
  readonly diagnoses: readonly { readonly code: string; readonly label: string }[];
  readonly facts: LineFacts;
  /** Set on a line that went out before and goes out again. */
  readonly correction: Correction | null;
  /** Who was asked to sign the note as well and has not. */
  readonly waitsFor?: string | null;
  readonly member: {
    readonly id: string;
    readonly firstName: string;
    readonly middleName: string | null;
    readonly lastName: string;
    readonly name: string;
    readonly cin: string;
    readonly planMemberId: string | null;
    readonly birthDate: string;
    readonly sex: string;
    readonly address: string | null;
    readonly city: string | null;
    readonly state: string | null;
    readonly zip: string | null;
    readonly homeless: boolean;
    readonly housingNote: string | null;
    readonly enrolledOn: string | null;
    readonly endedOn: string | null;
    readonly authorizationNumber: string | null;
    readonly authorizationStart: string | null;
    readonly authorizationEnd: string | null;
  };
  readonly planId: string;
  readonly staff: {
    readonly id: string;
    readonly name: string;
    readonly credential: string;
    readonly npi: string | null;
    readonly taxonomy: string | null;
  };
}

/** The line's code by the plan's table of its day. */
export function recode(facts: LineFacts, table: PlanTable): ServiceTag {
  return tagService(facts, table.rows, table.unitsOn(facts.serviceOn));
}
