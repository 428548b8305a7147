import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { LAYOUT_KINDS, type LayoutKind } from '#shared/layouts/column.ts';
import { LAYOUTS } from '#shared/layouts/kinds.ts';
import { orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { ViewChips } from '../components/choice-chips.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { Page } from '../components/page.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { TabPanel, Tabs } from '../components/tabs.tsx';
import { LayoutEditor } from './layout-editor.tsx';
import styles from './layouts.module.css';

/** The columns of each plan's sheets: invoice, return file and outreach tracker. */
export function LayoutsPage() {
  const go = useGo();
  const search = useSearch({ strict: false }) as { readonly plan?: string; readonly kind?: string };
  const asked = LAYOUT_KINDS.find((one) => one === search.kind) ?? 'invoice';
  const [kind, setKind] = useKept<LayoutKind>('LayoutsPage.kind', asked);
  const [chosen, setChosen] = useKept<string | null>('LayoutsPage.chosen', search.plan ?? null);
  const list = useQuery(orpc.plans.list.queryOptions({ input: {} }));
  const plans = list.data ?? [];
  const current = plans.find((plan) => plan.id === chosen) ?? plans[0];
  const saved = useQuery(
    orpc.layouts.get.queryOptions({
      input: { planId: current?.id ?? '', kind },
      enabled: current !== undefined,
    }),
  );
  const bar = (
    <div className={styles.bar}>
      <Tabs<LayoutKind>
        name="layouts"
        label="Kinds of files"
        items={LAYOUT_KINDS.map((one) => ({ key: one, label: LAYOUTS[one].title }))}
        value={kind}
        onChange={setKind}
      />
      {plans.length > 1 && (
        <ViewChips
          label="Plans"
          views={plans.map((plan) => ({ value: plan.id, label: plan.shortName }))}
          value={current?.id ?? ''}
          onChange={setChosen}
        />
      )}
    </div>
  );
  if (current && saved.data && saved.data.kind === kind && saved.data.planId === current.id) {
    return (
      <LayoutEditor
        key={`${current.id} ${kind}`}
        plan={current}
        kind={kind}
        saved={saved.data.layout}
        changed={saved.data.changed}
        bar={bar}
      />
    );
  }
  return (
    <Page title="File layouts" subtitle={LAYOUTS[kind].about} bar={bar}>
      <TabPanel name="layouts" tab={kind}>
        {list.error && <ErrorLine error={list.error} onRetry={() => void list.refetch()} />}
        {saved.error && <ErrorLine error={saved.error} onRetry={() => void saved.refetch()} />}
        {list.data && plans.length === 0 ? (
          <EmptyState
            fact="There is no plan yet."
            next="Each plan has columns of its own for the sheets it takes."
            action={<Button onClick={() => go('/admin/plans')}>Add a plan</Button>}
          />
        ) : (
          <SkeletonRows rows={12} />
        )}
      </TabPanel>
    </Page>
  );
}
