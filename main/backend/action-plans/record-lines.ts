import { addDays } from '#shared/dates.ts';
import type { CallContext } from '../context.ts';
import { listAllergies, listMedications, listUtilization } from '../members/health.ts';

/** As long as the field of the plan that holds the lines. */
const LONGEST = 4000;

/** Medicines taken now, one a line, then the allergies, as the record has them today; empty where it has none. */
export async function medicationLines(context: CallContext, memberId: string): Promise<string> {
  const medicines = (await listMedications(context, memberId)).filter(({ current }) => current);
  const allergies = (await listAllergies(context, memberId)).filter(({ current }) => current);
  const lines = medicines.map(({ title, directions }) => [title, directions].filter(Boolean).join(', '));
  if (allergies.length > 0) {
    const words = allergies.map(({ substance, reaction }) =>
      reaction ? `${substance} (${reaction})` : substance,
    );
    lines.push(`Allergies: ${words.join(', ')}`);
  }
  return lines.join('\n').slice(0, LONGEST);
}

/** Emergency visits and stays of the last twelve months, one a line, newest first. */
export async function utilizationLines(context: CallContext, memberId: string): Promise<string> {
  const uses = await listUtilization(context, memberId, addDays(context.today(), -365));
  return uses
    .map(({ title, reason, from, to }) =>
      [`${from}${to && to !== from ? ` to ${to}` : ''}: ${title}`, reason].filter(Boolean).join(', '),
    )
    .join('\n')
    .slice(0, LONGEST);
}
