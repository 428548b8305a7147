import type { Chart } from '#shared/members/contract.ts';
import type { Role } from '#shared/roles.ts';

/** One tab of the chart: where it is, and the quiet count at its name. */
export interface ChartTab {
  /** The last part of its path; empty for the summary. */
  readonly key: string;
  readonly label: string;
  readonly count?: (chart: Chart) => string | number | null;
  readonly roles?: readonly Role[];
}

const READERS: readonly Role[] = ['administrator', 'auditor', 'clinical_lead'];

/** The tabs of the chart, left to right. A tab stands here once its page does (see app/routes.tsx). */
export const CHART_TABS: readonly ChartTab[] = [
  { key: 'summary', label: 'Summary' },
  { key: 'assessments', label: 'Assessments', count: (chart) => chart.counts.assessments || null },
  {
    key: 'hap',
    label: 'HAP',
    count: (chart) => (chart.counts.hapVersion === null ? null : `v${chart.counts.hapVersion}`),
  },
  { key: 'notes', label: 'Notes', count: (chart) => chart.counts.notes || null },
  { key: 'outreach', label: 'Outreach' },
  { key: 'health', label: 'Health', count: (chart) => chart.conditions.length || null },
  { key: 'programs', label: 'Programs' },
  { key: 'record', label: 'Record' },
  { key: 'team', label: 'Care team' },
  { key: 'documents', label: 'Documents', count: (chart) => chart.counts.documents || null },
  { key: 'history', label: 'History', roles: READERS },
];
