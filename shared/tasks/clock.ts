import { z } from 'zod';
import { addDays, dateInWords, daysBetween } from '../dates.ts';
import type { ClockRule } from './clock-rules.ts';

/** How pressing a clock is; the words of the label alone must be enough to understand it. */
export const clockStateSchema = z.enum(['urgent', 'due', 'none']);
export type ClockState = z.infer<typeof clockStateSchema>;

/** A running clock: its words, its state, how much of it has passed (0 to 1), and whether its rule is confirmed. */
export const clockSchema = z.object({
  label: z.string(),
  state: clockStateSchema,
  fraction: z.number().min(0).max(1).nullable(),
  dueOn: z.iso.date().nullable(),
  /** True while nobody has confirmed the rule behind it with the plan. */
  confirmWithPlan: z.boolean(),
});
export type Clock = z.infer<typeof clockSchema>;

function part(day: number, days: number): number {
  return Math.min(1, Math.max(0, day / days));
}

/** "Day 83 of 90" for a rule that started on a day. */
export function dayClock(
  rule: Pick<ClockRule, 'days' | 'dueFromDay' | 'urgentFromDay' | 'confirmed'>,
  start: string,
  today: string,
): Clock {
  const day = Math.max(1, daysBetween(start, today));
  return {
    label: `Day ${day} of ${rule.days}`,
    state: day >= rule.urgentFromDay ? 'urgent' : day >= rule.dueFromDay ? 'due' : 'none',
    fraction: part(day, rule.days),
    dueOn: addDays(start, rule.days),
    confirmWithPlan: !rule.confirmed,
  };
}

/** The outreach window of a plan, due in its last third and urgent in its last five days. */
export function outreachClock(windowDays: number, assignedOn: string, today: string): Clock {
  const rule = {
    days: windowDays,
    dueFromDay: Math.ceil((windowDays * 2) / 3),
    urgentFromDay: Math.max(1, windowDays - 5),
    confirmed: false,
  };
  return dayClock(rule, assignedOn, today);
}

/** "34 days no contact", or the day by which the next one is expected. */
export function contactClock(rule: ClockRule, lastContactOn: string, today: string): Clock {
  const day = daysBetween(lastContactOn, today);
  const dueOn = addDays(lastContactOn, rule.days);
  const state = day >= rule.urgentFromDay ? 'urgent' : day >= rule.dueFromDay ? 'due' : 'none';
  return {
    label: state === 'urgent' ? `${day} days no contact` : `Contact by ${dateInWords(dueOn, today)}`,
    state,
    fraction: part(day, rule.days),
    dueOn,
    confirmWithPlan: !rule.confirmed,
  };
}

/** A plain due date: due on its day, urgent afterwards. */
export function dueDateClock(dueOn: string, today: string, urgent = false): Clock {
  const late = daysBetween(dueOn, today);
  const label = late > 0 ? `${late} ${late === 1 ? 'day' : 'days'} late` : `Due ${dateInWords(dueOn, today)}`;
  return {
    label,
    state: late > 0 || urgent ? 'urgent' : late === 0 ? 'due' : 'none',
    fraction: null,
    dueOn,
    confirmWithPlan: false,
  };
}
