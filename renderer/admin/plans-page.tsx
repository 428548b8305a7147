import { IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Plan } from '#shared/plans/contract.ts';
import { orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { ViewChips } from '../components/choice-chips.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { errorOf } from '../components/error-of.ts';
import { Page } from '../components/page.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { HostKeyDialog } from '../transfers/host-key-dialog.tsx';
import { testPlan, useTest } from '../transfers/sending.ts';
import { draftOf, EMPTY_DRAFT, type PlanDraft, sameDraft, toSave } from './plan-draft.ts';
import { firstProblem } from './plan-fields.ts';
import { PlanForm } from './plan-form.tsx';
import { PlanRail } from './plan-rail.tsx';

const NEW = 'new';

/** The plans and what is agreed with each: names, envelope, units, server. */
export function PlansPage() {
  const [chosen, setChosen] = useKept<string | null>('PlansPage.chosen', null);
  const list = useQuery(orpc.plans.list.queryOptions({ input: {} }));
  const plans = list.data ?? [];
  const current = chosen ?? plans[0]?.id ?? (list.data ? NEW : null);
  const bar = plans.length > 0 && (
    <ViewChips
      label="Plans"
      views={[
        ...plans.map((plan) => ({ value: plan.id, label: plan.shortName })),
        ...(current === NEW ? [{ value: NEW, label: 'New plan' }] : []),
      ]}
      value={current ?? NEW}
      onChange={setChosen}
    />
  );
  if (current === NEW) return <NewPlan bar={bar} onMade={setChosen} />;
  if (!current) {
    return (
      <Page title="Plans">
        {list.error ? <ErrorLine error={list.error} onRetry={() => void list.refetch()} /> : <SkeletonRows />}
      </Page>
    );
  }
  return <PlanEditor key={current} id={current} bar={bar} onNew={() => setChosen(NEW)} />;
}

function NewPlan({ bar, onMade }: { readonly bar: ReactNode; readonly onMade: (id: string) => void }) {
  const [draft, setDraft] = useKept<PlanDraft>('NewPlan.draft', EMPTY_DRAFT);
  const save = useMutation(
    orpc.plans.save.mutationOptions({
      onSuccess: ({ id }) => {
        showToast({ text: `Added ${draft.shortName}.` });
        onMade(id);
      },
    }),
  );
  const change = (part: Partial<PlanDraft>) => setDraft((before) => ({ ...before, ...part }));
  return (
    <Page
      title="Plans"
      subtitle="A new plan, as agreed with it"
      bar={bar}
      actions={
        <Button
          variant="ember"
          keys="Ctrl+Enter"
          icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
          busy={save.isPending}
          disabledReason={firstProblem(draft)}
          onClick={() => save.mutate(toSave(draft))}
        >
          Add plan
        </Button>
      }
    >
      <PlanForm
        draft={draft}
        error={save.error}
        onType={change}
        onChoose={change}
        onLeave={() => undefined}
      />
      {save.error && !errorOf(save.error).detail.field && <ErrorLine error={save.error} />}
    </Page>
  );
}

function PlanEditor({
  id,
  bar,
  onNew,
}: {
  readonly id: string;
  readonly bar: ReactNode;
  readonly onNew: () => void;
}) {
  const test = useTest();
  const query = useQuery(orpc.plans.get.queryOptions({ input: { id } }));
  const plan = query.data;
  const ready = plan?.profile.sftp && plan.login.kind !== 'none';
  return (
    <Page
      title="Plans"
      subtitle={plan?.name}
      bar={bar}
      railWidth={340}
      rail={plan && <PlanRail plan={plan} />}
      actions={
        <>
          <Button icon={<IconPlus size={16} stroke={1.75} aria-hidden />} onClick={onNew}>
            New plan
          </Button>
          {plan?.profile.sftp && (
            <Button
              variant="ember"
              keys="Ctrl+Enter"
              icon={<IconPlugConnected size={16} stroke={1.75} aria-hidden />}
              busy={test?.running ?? false}
              disabledReason={ready ? null : 'Set a password or make a key first'}
              onClick={() => void testPlan(plan)}
            >
              Test connection
            </Button>
          )}
        </>
      }
    >
      {query.error && <ErrorLine error={query.error} onRetry={() => void query.refetch()} />}
      {plan && <SavedForm plan={plan} />}
      <HostKeyDialog />
    </Page>
  );
}

/** The form of a plan on record: every change counts when its field is left, and can be taken back. */
function SavedForm({ plan }: { readonly plan: Plan }) {
  const saved = draftOf(plan);
  const [draft, setDraft] = useKept<PlanDraft>('SavedForm.draft', saved, plan.id);
  const latest = useRef(draft);
  latest.current = draft;
  const save = useMutation(orpc.plans.save.mutationOptions());

  // What somebody else or Undo changed shows as soon as nothing typed here waits.
  const known = useRef(saved);
  useEffect(() => {
    const now = draftOf(plan);
    if (sameDraft(latest.current, known.current)) setDraft(now);
    known.current = now;
  }, [plan]);

  const store = (next: PlanDraft, undo: boolean) => {
    const before = known.current;
    if (sameDraft(next, before) || firstProblem(next)) return;
    save.mutate(
      { id: plan.id, ...toSave(next) },
      {
        onSuccess: () => {
          known.current = next;
          if (undo) {
            showToast({
              text: 'Saved.',
              undo: () => {
                setDraft(before);
                store(before, false);
              },
            });
          }
        },
      },
    );
  };
  return (
    <>
      <PlanForm
        draft={draft}
        error={save.error}
        onType={(part) => setDraft((before) => ({ ...before, ...part }))}
        onChoose={(part) => {
          const next = { ...draft, ...part };
          setDraft(next);
          store(next, true);
        }}
        onLeave={() => store(latest.current, true)}
      />
      {save.error && !errorOf(save.error).detail.field && <ErrorLine error={save.error} />}
    </>
  );
}
