/** The summary of a chart. */
export function SummaryTab() {
  return null;
}
