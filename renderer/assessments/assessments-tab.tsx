import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { AssessmentSummary, Trend } from '#shared/assessments/contract.ts';
import { orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { useKeys } from '../app/keyboard/use-keys.ts';
import { showToast } from '../app/toast/toast.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { AssessmentList } from './assessment-list.tsx';
import styles from './assessments-tab.module.css';
import { CompareDialog } from './compare-dialog.tsx';
import { FormLibrary } from './form-library.tsx';
import { TrendChart } from './trend-chart.tsx';
import { monthLabels } from './trend-labels.ts';

/** The chart's tab: what is begun and signed, by form, with each score over time. */
export function AssessmentsTab() {
  const { memberId = '' } = useParams({ strict: false });
  const go = useGo();
  const list = useQuery(orpc.assessments.list.queryOptions({ input: { memberId } }));
  const library = useQuery(orpc.assessments.library.queryOptions());
  const open = (id: string) => go(`/members/${memberId}/assessments/${id}`);
  const start = useMutation(orpc.assessments.start.mutationOptions({ onSuccess: ({ id }) => open(id) }));
  const restore = useMutation(orpc.assessments.restore.mutationOptions({ onSuccess: ({ id }) => open(id) }));
  const discard = useMutation(
    orpc.assessments.discard.mutationOptions({
      onSuccess: ({ id }) =>
        showToast({ text: 'Discarded. Kept for 30 days.', undo: () => restore.mutate({ id }) }),
    }),
  );

  const [pair, setPair] = useState<{
    readonly before: AssessmentSummary;
    readonly after: AssessmentSummary;
  } | null>(null);
  const first = library.data?.forms[0];
  useKeys([
    {
      keys: 'a',
      label: `Start or continue ${first?.title ?? 'the form'}`,
      group: 'list',
      run: () => (first ? start.mutate({ memberId, formId: first.id }) : false),
    },
  ]);

  const error = list.error ?? library.error;
  if (error) return <ErrorLine error={error} onRetry={() => void list.refetch()} />;
  if (!list.data || !library.data) return <SkeletonRows />;
  const { assessments, trends } = list.data;
  const used = new Set([first?.id ?? '', ...assessments.map((each) => each.formId)]);
  const shown = library.data.forms.filter((form) => used.has(form.id));
  return (
    <div className={styles.tab}>
      {(start.error ?? restore.error ?? discard.error) && (
        <ErrorLine error={start.error ?? restore.error ?? discard.error} />
      )}
      {shown.map((form, index) => {
        const own = assessments.filter((each) => each.formId === form.id);
        const draft = own.find((each) => each.state === 'draft');
        return (
          <section key={form.id} className={styles.form} aria-labelledby={`form-${form.id}`}>
            <div className={styles.head}>
              <h2 id={`form-${form.id}`} className={styles.title}>
                {form.title}
              </h2>
              <span className={styles.name}>{form.name}</span>
              <Button
                keys={index === 0 ? 'a' : ''}
                busy={start.isPending}
                onClick={() => start.mutate({ memberId, formId: form.id })}
              >
                {draft ? `Continue ${form.title}` : `Start ${form.title}`}
              </Button>
            </div>
            <Trends
              trends={trends.filter((trend) =>
                trend.points.some((point) => own.some((each) => each.id === point.assessmentId)),
              )}
            />
            {own.length === 0 ? (
              <EmptyState
                fact={`No ${form.title} on file.`}
                next="Answers are saved as you go; you can stop anywhere."
              />
            ) : (
              <AssessmentList
                title={form.title}
                assessments={own}
                primary={index === 0}
                onOpen={(each) =>
                  each.state === 'discarded' ? restore.mutate({ id: each.id }) : open(each.id)
                }
                onDiscard={(each) => discard.mutate({ id: each.id })}
                onCompare={(before, after) => setPair({ before, after })}
              />
            )}
          </section>
        );
      })}
      <FormLibrary
        library={library.data}
        used={used}
        memberId={memberId}
        onStart={(formId) => start.mutate({ memberId, formId })}
        onOpen={open}
      />
      <CompareDialog pair={pair} onClose={() => setPair(null)} />
    </div>
  );
}

function Trends({ trends }: { readonly trends: readonly Trend[] }) {
  const shown = trends.filter((trend) => trend.points.length > 1);
  if (shown.length === 0) return null;
  return (
    <div className={styles.trends}>
      {shown.map((trend) => {
        const points = trend.points.slice(-6);
        const labels = monthLabels(points.map((point) => point.at));
        return (
          <figure key={trend.ruleId} className={styles.trend}>
            <figcaption>{trend.title} over time</figcaption>
            <TrendChart
              title={trend.title}
              min={trend.min}
              max={trend.max}
              positiveFrom={trend.positiveFrom}
              points={points.map((point, index) => ({
                key: point.assessmentId,
                label: labels[index] ?? '',
                total: point.total,
              }))}
            />
          </figure>
        );
      })}
    </div>
  );
}
