import type { z } from 'zod';
import { lineSchema, npiSchema, tinSchema } from '#shared/fields.ts';
import { agencyInputSchema } from '#shared/vault/contract.ts';
import { checkWith } from '../../components/check-with.ts';
import type { Check } from '../../components/field.tsx';

type AgencyInput = z.input<typeof agencyInputSchema>;
type AgencyField = 'name' | 'npi' | 'tin' | 'address' | 'city' | 'state' | 'zip' | 'phone' | 'email';

/** What the first two steps ask for, as typed. */
export interface SetUpDraft {
  readonly agency: Readonly<Record<AgencyField, string>>;
  readonly you: {
    readonly name: string;
    readonly credential: string;
    readonly clinical: boolean;
    readonly npi: string;
  };
}

/** Nothing typed yet. */
export const EMPTY_DRAFT: SetUpDraft = {
  agency: { name: '', npi: '', tin: '', address: '', city: '', state: 'CA', zip: '', phone: '', email: '' },
  you: { name: '', credential: '', clinical: false, npi: '' },
};

const shape = agencyInputSchema.shape;

/** One check per field, with the contract's own sentences. */
export const AGENCY_CHECKS: Readonly<Record<AgencyField, Check>> = {
  name: checkWith(shape.name),
  npi: checkWith(npiSchema),
  tin: checkWith(tinSchema),
  address: checkWith(shape.address),
  city: checkWith(shape.city),
  state: checkWith(shape.state),
  zip: checkWith(shape.zip),
  phone: checkWith(shape.phone),
  email: checkWith(shape.email),
};

/** The checks of "you": the name is needed, the NPI only where there is one. */
export const YOU_CHECKS = {
  name: checkWith(lineSchema.min(1, 'Your name is missing.')),
  npi: ((value) => (value.trim() === '' ? null : checkWith(npiSchema)(value))) satisfies Check,
};

/** The first field of a step that is wrong, or null. */
export function firstProblem(step: 'agency' | 'you', draft: SetUpDraft): string | null {
  if (step === 'agency') {
    const names = Object.keys(AGENCY_CHECKS) as AgencyField[];
    return names.find((name) => AGENCY_CHECKS[name](draft.agency[name])) ?? null;
  }
  if (YOU_CHECKS.name(draft.you.name)) return 'name';
  return YOU_CHECKS.npi(draft.you.npi) ? 'npi' : null;
}

/** The draft as the contract takes it. */
export function toInput(draft: SetUpDraft, passphrase: string) {
  return {
    agency: draft.agency satisfies AgencyInput,
    administrator: {
      name: draft.you.name,
      credential: draft.you.credential,
      clinical: draft.you.clinical,
      npi: draft.you.npi.trim() === '' ? null : draft.you.npi,
    },
    passphrase,
  };
}
