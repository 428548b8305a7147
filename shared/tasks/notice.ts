/**
 * The days of a HAP clock at which a notification is due, counted from enrollment; the last is the deadline itself.
 *
 * Hearth's own choice of warning days, not a rule of the program.
 */
export const HAP_REMINDER_DAYS = [30, 60, 80, 90] as const;

/** The last reminder day a HAP clock has passed, from the days that are left of ninety; null before the first. */
export function remindersPassed(daysLeft: number): number | null {
  const day = 90 - daysLeft;
  return HAP_REMINDER_DAYS.findLast((reminder) => reminder <= day) ?? null;
}

/** The words of a notification, in counts only; null when there is nothing new. */
export function noticeText(news: {
  readonly urgent: number;
  readonly reminders: number;
  /** Plans that owe an acknowledgement. */
  readonly late: number;
}): string | null {
  const parts = [
    news.urgent > 0 &&
      (news.urgent === 1 ? '1 more thing cannot wait.' : `${news.urgent} more things cannot wait.`),
    news.reminders > 0 &&
      (news.reminders === 1
        ? '1 HAP clock passed a reminder day.'
        : `${news.reminders} HAP clocks passed a reminder day.`),
    news.late > 0 &&
      (news.late === 1
        ? '1 plan has not acknowledged a file in time.'
        : `${news.late} plans have not acknowledged files in time.`),
  ].filter(Boolean);
  return parts.length === 0 ? null : parts.join(' ');
}
