import { z } from 'zod';
import { daysBetween } from '#shared/dates.ts';
import type { TodayRow } from '#shared/tasks/contract.ts';
import { noticeText, remindersPassed } from '#shared/tasks/notice.ts';
import type { CallContext } from '../../context.ts';
import { readSetting, writeSetting } from '../../settings/settings.ts';
import { rowsOfToday } from '../today/today.ts';

const saidSchema = z.array(z.string()).catch([]);

/** Whether a user wants notifications of the operating system; on until they turn them off. */
export async function wantsReminders(context: CallContext): Promise<boolean> {
  return (await readSetting(context, `reminders:${context.user.id}`)) !== 'off';
}

/** Turns the user's notifications on or off. */
export async function setReminders(
  context: CallContext,
  input: { readonly on: boolean },
): Promise<{ on: boolean }> {
  await writeSetting(context, `reminders:${context.user.id}`, input.on ? 'on' : 'off');
  return { on: input.on };
}

/**
 * Says what has become pressing since it was said last, once for each thing, in counts.
 *
 * SECURITY: a notification can stand on a lock screen and in the system's history, so it holds no name.
 */
export async function remindUser(context: CallContext): Promise<{ said: string | null; on: boolean }> {
  if (!(await wantsReminders(context))) return { said: null, on: false };
  const key = `reminded:${context.user.id}`;
  const before = new Set(saidSchema.parse(JSON.parse((await readSetting(context, key)) ?? '[]')));
  const rows = await rowsOfToday(context);
  const urgent = rows.filter((row) => row.clock?.state === 'urgent').map((row) => `urgent:${row.id}`);
  const passed = rows.flatMap((row) => passedBy(row, context.today()));
  const late = rows.filter((row) => row.id.startsWith('late:')).map((row) => row.id);
  const now = [...urgent, ...passed, ...late];
  const news = (ids: readonly string[]) => ids.filter((id) => !before.has(id)).length;
  const said = noticeText({ urgent: news(urgent), reminders: news(passed), late: news(late) });
  if (now.length !== before.size || now.some((id) => !before.has(id))) {
    await context.write((writing) => writeSetting(writing, key, JSON.stringify(now)));
  }
  if (said) await context.shell.notify({ title: 'Hearth', body: said });
  return { said, on: true };
}

/** The reminder day a HAP clock has passed last, as an id that changes with the day. */
function passedBy(row: TodayRow, today: string): string[] {
  if (!row.id.startsWith('hap:') || !row.clock?.dueOn) return [];
  const day = remindersPassed(daysBetween(today, row.clock.dueOn));
  return day === null ? [] : [`${row.id}@${day}`];
}
