const MONTH = new Intl.DateTimeFormat('en-US', { month: 'short' });
const DAY = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric' });
const YEAR = new Intl.DateTimeFormat('en-US', { month: 'short', year: 'numeric' });

/** Short labels for instants: months where that tells them apart, else days, or years when they span several. */
export function monthLabels(instants: readonly string[]): readonly string[] {
  const dates = instants.map((instant) => new Date(instant));
  const years = new Set(dates.map((date) => date.getFullYear()));
  for (const format of years.size > 1 ? [YEAR, DAY] : [MONTH, DAY]) {
    const labels = dates.map((date) => format.format(date));
    if (new Set(labels).size === labels.length) return labels;
  }
  return dates.map((date) => DAY.format(date));
}
