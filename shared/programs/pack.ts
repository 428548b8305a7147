import { z } from 'zod';
import type { Program } from '../members/member.ts';

/** How a service took place; `without_member` is work for the member while the member is not there. */
export const SERVICE_MODES = ['in_person', 'phone', 'video', 'text', 'without_member'] as const;
export const serviceModeSchema = z.enum(SERVICE_MODES);
export type ServiceMode = z.infer<typeof serviceModeSchema>;

/** The words on the chips of the note. */
export const SERVICE_MODE_WORDS: Readonly<Record<ServiceMode, string>> = {
  in_person: 'In person',
  phone: 'Phone',
  video: 'Video',
  text: 'Text',
  without_member: 'Without member',
};

/** Outreach is what happens before enrollment, service what happens while enrolled. */
export const phaseSchema = z.enum(['service', 'outreach']);
export type Phase = z.infer<typeof phaseSchema>;

/** `sourced` rows have a public source; `confirm_with_plan` rows hold their lines until somebody signs them off. */
export const evidenceSchema = z.enum(['sourced', 'confirm_with_plan']);
export type Evidence = z.infer<typeof evidenceSchema>;

/** Which services a row speaks about; null means that the fact does not matter. */
export interface RowCondition {
  readonly phase: Phase;
  readonly memberPresent: boolean | null;
  readonly modes: readonly ServiceMode[] | null;
  readonly clinical: boolean | null;
}

/** One row of a program's code table: when these facts hold, this code is sent. */
export interface PackRow {
  readonly id: string;
  readonly program: Program;
  /** First and last service date the row is good for; no last date while the program runs. */
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  readonly when: RowCondition;
  readonly code: string;
  /** Modifiers in the order they are sent. */
  readonly modifiers: readonly string[];
  /** Whether units come from the minutes, or one attempt is one unit. */
  readonly unitsFrom: 'minutes' | 'attempt';
  readonly source: string;
  readonly confirmed: Evidence;
}

/** A program's rules for one span of service dates. */
export interface Pack {
  readonly program: Program;
  readonly title: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  /** Whether the member's consent must be on file before service starts. */
  readonly consentBeforeService: boolean;
  readonly rows: readonly PackRow[];
  /** What the program deliberately has no code for, for the rules page. */
  readonly notCoded: readonly { readonly when: string; readonly because: string }[];
}

/** A code with its modifiers as people read it: `G9012 U2 GQ`. */
export function codeText(code: string, modifiers: readonly string[]): string {
  return [code, ...modifiers].join(' ');
}
