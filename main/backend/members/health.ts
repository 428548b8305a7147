import type { RecordEntry } from '#shared/members/record-contract.ts';
import type { CallContext } from '../context.ts';
import { readEntries } from './record/read.ts';

/** A medicine on the record. */
export interface Medication {
  readonly name: string;
  readonly dose: string | null;
  readonly directions: string | null;
  readonly prescriber: string | null;
  readonly purpose: string | null;
  /** Name and dose, as a list shows it. */
  readonly title: string;
  readonly startedOn: string | null;
  readonly stoppedOn: string | null;
  readonly current: boolean;
  readonly source: string;
}

/** An allergy on the record; "none known" is one too, in the member's words. */
export interface Allergy {
  readonly substance: string;
  readonly reaction: string | null;
  readonly severity: string;
  readonly current: boolean;
  readonly source: string;
}

/** A visit to an emergency department or a stay. */
export interface HospitalUse {
  readonly type: string;
  readonly title: string;
  readonly reason: string | null;
  readonly facility: string | null;
  readonly from: string;
  readonly to: string | null;
  readonly source: string;
}

const line = (entry: RecordEntry, key: string): string | null => {
  const value = entry.content[key];
  return typeof value === 'string' && value !== '' ? value : null;
};

const told = (entries: readonly RecordEntry[]) => entries.filter(({ state }) => state !== 'struck');

/** Medicines, those taken now first; mistakes are left out. */
export async function listMedications(context: CallContext, memberId: string): Promise<Medication[]> {
  return told(await readEntries(context, memberId, ['medication'])).map((entry) => ({
    name: line(entry, 'name') ?? '',
    dose: line(entry, 'dose'),
    directions: line(entry, 'directions'),
    prescriber: line(entry, 'prescriber'),
    purpose: line(entry, 'purpose'),
    title: entry.title,
    startedOn: entry.from,
    stoppedOn: entry.to,
    current: entry.current,
    source: entry.source,
  }));
}

/** Allergies, those that hold first. */
export async function listAllergies(context: CallContext, memberId: string): Promise<Allergy[]> {
  return told(await readEntries(context, memberId, ['allergy'])).map((entry) => ({
    substance: line(entry, 'substance') ?? '',
    reaction: line(entry, 'reaction'),
    severity: line(entry, 'severity') ?? 'unknown',
    current: entry.current,
    source: entry.source,
  }));
}

/** Emergency visits and stays since a day, the newest first. */
export async function listUtilization(
  context: CallContext,
  memberId: string,
  since: string,
): Promise<HospitalUse[]> {
  const entries = told(await readEntries(context, memberId, ['utilization']));
  return entries
    .flatMap((entry) =>
      entry.from === null || entry.from < since
        ? []
        : [
            {
              type: line(entry, 'type') ?? 'other',
              title: entry.title,
              reason: line(entry, 'reason'),
              facility: line(entry, 'facility'),
              from: entry.from,
              to: entry.to,
              source: entry.source,
            },
          ],
    )
    .sort((one, other) => other.from.localeCompare(one.from));
}
