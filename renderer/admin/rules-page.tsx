import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { PlanRules } from '#shared/programs/contract.ts';
import { orpc } from '../api.ts';
import { useSession } from '../app/session.tsx';
import { useTimeZone, useToday } from '../app/today.ts';
import { useHeldForms, useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { ViewChips } from '../components/choice-chips.tsx';
import { shortDateWithYear } from '../components/date-text.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { GroupHeader } from '../components/group-header.tsx';
import { ListTable } from '../components/list-table.tsx';
import { Page, PageFooter } from '../components/page.tsx';
import { Rail } from '../components/rail.tsx';
import { Segmented } from '../components/segmented.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { PACK_FORMS } from './packs/change-parts.tsx';
import { DiagnosisForm } from './packs/diagnosis-form.tsx';
import { DraftNotice } from './packs/draft-notice.tsx';
import { ReplayView } from './packs/replay-view.tsx';
import { RowForm } from './packs/row-form.tsx';
import { diagnosisRowsOf, placeRowsOf, type RuleRow, rowsOf } from './rule-rows.ts';
import { ruleColumns } from './rules-columns.tsx';
import { RulesRail } from './rules-rail.tsx';

type View = PlanRules['packs'][number]['program'] | 'places' | 'diagnoses';

const OTHER_TITLES: Readonly<Record<string, string>> = {
  places: 'Places of service',
  diagnoses: 'Diagnoses',
};

/** Program packs: which facts give which code, where each row comes from, and who confirmed it with the plan. */
export function RulesPage() {
  useHeldForms(PACK_FORMS);
  const search = useSearch({ strict: false }) as { readonly plan?: string; readonly rule?: string };
  const today = useToday();
  const timeZone = useTimeZone();
  const [planId, setPlanId] = useKept<string | null>('RulesPage.planId', search.plan ?? null);
  const [view, setView] = useKept<View>('RulesPage.view', search.rule?.startsWith('hhp.') ? 'HHP' : 'ECM');
  const [mode, setMode] = useKept<'rows' | 'new' | 'replay'>('RulesPage.mode', 'rows');
  const { user } = useSession();
  const mayChange = user.role === 'administrator';
  const [selected, setSelected] = useKept<string | null>('RulesPage.selected', search.rule ?? null);
  const query = useQuery(orpc.programs.rules.queryOptions({ input: {} }));
  const plans = query.data?.plans ?? [];
  const plan = plans.find((one) => one.planId === planId) ?? plans[0];
  const pack = plan?.packs.find((one) => one.program === view);
  const groups = plan
    ? pack
      ? rowsOf(plan, pack)
      : view === 'places'
        ? placeRowsOf(plan)
        : diagnosisRowsOf(plan)
    : [];
  const rows = groups.flatMap((group) => group.rows);
  const current =
    rows.find((row) => row.key === selected) ?? rows.find((row) => row.id === selected) ?? rows[0];
  const waiting = rows.filter((row) => row.state === 'confirm_with_plan').length;

  if (query.data && !plan) {
    return (
      <Page title="Program packs">
        <EmptyState fact="No plan yet." next="Add a plan under Plans; its rules are confirmed here." />
      </Page>
    );
  }
  if (plan && mode === 'replay')
    return <ReplayView plan={plan} today={today} onBack={() => setMode('rows')} />;
  return (
    <Page
      title={pack?.title ?? OTHER_TITLES[view] ?? 'Program packs'}
      subtitle={
        plan &&
        pack &&
        `${plan.planName}, ${
          pack.effectiveTo
            ? `${shortDateWithYear(pack.effectiveFrom)} to ${shortDateWithYear(pack.effectiveTo)}`
            : `since ${shortDateWithYear(pack.effectiveFrom)}`
        }`
      }
      actions={
        plan && (
          <>
            {plans.length > 1 && (
              <Segmented
                label="Plan"
                choices={plans.map((one) => ({ value: one.planId, label: one.planName }))}
                value={plan.planId}
                onChange={setPlanId}
              />
            )}
            {mayChange && (
              <Button
                disabledReason={
                  plan.draft ? null : 'Change a row first; the replay shows what the draft does'
                }
                onClick={() => setMode('replay')}
              >
                Replay last month
              </Button>
            )}
            {mayChange && view !== 'places' && (
              <Button icon={<IconPlus size={16} stroke={1.75} aria-hidden />} onClick={() => setMode('new')}>
                {pack ? 'New row' : 'New diagnosis'}
              </Button>
            )}
          </>
        )
      }
      bar={
        plan && (
          <ViewChips<View>
            label="Rule tables"
            views={[
              ...plan.packs.map((one) => ({ value: one.program, label: one.title, count: one.rows.length })),
              { value: 'places' as const, label: 'Places', count: plan.places.length },
              { value: 'diagnoses' as const, label: 'Diagnoses', count: plan.diagnoses.length },
            ]}
            value={view}
            onChange={(next) => {
              setView(next);
              setMode('rows');
            }}
          />
        )
      }
      rail={
        plan &&
        (mode === 'new' && pack ? (
          <Rail label="New row">
            <RowForm
              plan={plan}
              rule={null}
              program={pack.program}
              today={today}
              onDone={() => setMode('rows')}
            />
          </Rail>
        ) : mode === 'new' && view === 'diagnoses' ? (
          <Rail label="New diagnosis">
            <DiagnosisForm plan={plan} rule={null} today={today} onDone={() => setMode('rows')} />
          </Rail>
        ) : (
          current && (
            <RulesRail key={current.key} plan={plan} row={current} today={today} timeZone={timeZone} />
          )
        ))
      }
      railWidth={240}
      flush
      footer={
        rows.length > 0 && (
          <PageFooter
            left={
              waiting === 0
                ? 'Every row is confirmed or has a public source.'
                : `${waiting === 1 ? '1 row waits' : `${waiting} rows wait`}. Lines that need them are held.`
            }
            keys={[{ keys: 'Enter', label: 'confirm' }]}
          />
        )
      }
    >
      {query.error && <ErrorLine error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows rows={10} />}
      {plan && <DraftNotice plan={plan} mayChange={mayChange} />}
      {plan && view === 'diagnoses' && rows.length === 0 && (
        <EmptyState
          fact={`${plan.planName} takes diagnoses as the code list of the day of service has them.`}
          next="A diagnosis it refuses, or takes all the same, is added with the dates and what says so."
        />
      )}
      {rows.length > 0 && (
        <ListTable<RuleRow>
          label={pack?.title ?? 'Rules'}
          autoFocus
          rowKey={(row) => row.key}
          rowName={(row) => [row.when, row.mark, row.by, row.code, row.dates].filter(Boolean).join(', ')}
          selected={current?.key ?? null}
          onSelect={setSelected}
          onOpen={() => document.getElementById('rule-source')?.focus()}
          columns={ruleColumns(today, timeZone)}
          groups={groups.map((group) => ({
            key: group.key,
            rows: group.rows,
            header: (
              <GroupHeader
                title={group.title}
                count={group.rows.length === 1 ? '1 row' : `${group.rows.length} rows`}
                right={group.right}
              />
            ),
          }))}
        />
      )}
    </Page>
  );
}
