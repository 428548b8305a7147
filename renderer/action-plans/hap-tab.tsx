import { IconClipboardHeart, IconLock, IconPencil } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { HAP_TIMING_WORDS } from '#shared/action-plans/clock.ts';
import type { CurrentPlan, PlanVersion } from '#shared/action-plans/contract.ts';
import { dateInWords } from '#shared/dates.ts';
import { CARE_TEAM } from '#shared/roles.ts';
import { orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { useSession } from '../app/session.tsx';
import { showToast } from '../app/toast/toast.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { ViewChips } from '../components/choice-chips.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { localDate } from '../components/local-date.ts';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { HapClock } from './hap-clock.tsx';
import { MoreMenu } from './more-menu.tsx';
import { PapersView } from './papers-view.tsx';
import { PdfProblemLine } from './pdf-problem.tsx';
import styles from './plan-view.module.css';
import { PlanView } from './plan-view.tsx';
import { type PdfProblem, SavePdfButton, useSavePdf } from './save-pdf-button.tsx';
import { countOf, memberWords } from './wording.ts';

const MEMBER_COPIES = [
  { label: 'Member copy', copy: 'member', language: 'en', print: 'standard' },
  { label: 'Member copy, large print', copy: 'member', language: 'en', print: 'large' },
  { label: 'Member copy, Spanish headings', copy: 'member', language: 'es', print: 'standard' },
  { label: 'Member copy, Spanish headings, large print', copy: 'member', language: 'es', print: 'large' },
] as const;

/** The chart's HAP tab: the current version to read, older ones, and the way to the next. */
export function HapTab() {
  const { memberId } = useParams({ strict: false }) as { memberId: string };
  const query = useQuery(orpc.actionPlans.current.queryOptions({ input: { memberId } }));
  if (query.error) return <ErrorLine error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <SkeletonRows />;
  return query.data.signed ? (
    <SignedPlan plan={query.data} signed={query.data.signed} />
  ) : (
    <NoPlanYet plan={query.data} />
  );
}

/** The button that opens the editor: on the draft there is, or on a new one. */
function WriteButton({ plan }: { readonly plan: CurrentPlan }) {
  const { user } = useSession();
  const go = useGo();
  const path = `/members/${plan.member.id}/hap/edit`;
  const start = useMutation(orpc.actionPlans.start.mutationOptions({ onSuccess: () => go(path) }));
  const next = (plan.signed?.version ?? 0) + 1;
  const reason = CARE_TEAM.includes(user.role) ? null : 'Your role reads plans only.';
  return (
    <>
      <Button
        busy={start.isPending}
        disabledReason={reason}
        icon={<IconPencil size={16} stroke={1.75} aria-hidden />}
        onClick={() => (plan.draft ? go(path) : start.mutate({ memberId: plan.member.id }))}
      >
        {plan.draft ? `Continue draft, version ${plan.draft.version}` : `Start version ${next}`}
      </Button>
      {start.error && <ErrorLine error={start.error} />}
    </>
  );
}

function NoPlanYet({ plan }: { readonly plan: CurrentPlan }) {
  const found = plan.suggestions.filter((suggestion) => suggestion.kind !== 'question').length;
  return (
    <EmptyState
      icon={<IconClipboardHeart size={28} stroke={1.5} aria-hidden />}
      fact={plan.draft ? 'The first Health Action Plan is being written.' : 'No Health Action Plan yet.'}
      next={
        plan.draft
          ? `${countOf(plan.draft.goals, 'goal')} so far, started ${dateInWords(localDate(plan.draft.startedAt), plan.today)} by ${plan.draft.startedBy.name}.`
          : found > 0
            ? `It starts from ${countOf(found, 'thing')} on file for ${plan.member.calledName}.`
            : `It starts with a few questions for ${plan.member.calledName}.`
      }
      action={
        <>
          {plan.clock && (
            <p className={styles.emptyClock}>
              <HapClock clock={plan.clock} today={plan.today} />
            </p>
          )}
          <WriteButton plan={plan} />
        </>
      }
    />
  );
}

function SignedPlan({ plan, signed }: { readonly plan: CurrentPlan; readonly signed: PlanVersion }) {
  const [chosen, setChosen] = useKept('SignedPlan.chosen', signed.id);
  const older = useQuery({
    ...orpc.actionPlans.version.queryOptions({ input: { id: chosen } }),
    enabled: chosen !== signed.id,
  });
  const [problem, setProblem] = useState<PdfProblem | null>(null);
  const shown = chosen === signed.id ? signed : older.data;
  const pdf = useSavePdf({ planId: chosen, onProblem: setProblem });
  const fhir = useMutation(
    orpc.actionPlans.saveFhir.mutationOptions({
      meta: { saves: false },
      onSuccess: ({ fileName }) => fileName && showToast({ text: `Saved ${fileName}.` }),
      onError: (error) => setProblem({ kind: 'error', error }),
    }),
  );
  const { user } = useSession();
  const go = useGo();
  const versions = plan.versions.filter((version) => version.state === 'signed');
  return (
    <div className={styles.tab}>
      <div className={styles.tabHead}>
        {shown && (
          <VersionTitle
            plan={shown}
            current={shown.id === signed.id}
            timing={plan.timing}
            today={plan.today}
          />
        )}
        <div className={styles.tabActions}>
          {CARE_TEAM.includes(user.role) && (
            <>
              <SavePdfButton busy={pdf.isPending} onClick={() => pdf.mutate(undefined)} />
              <MoreMenu
                name="Other copies of this version"
                entries={[
                  ...MEMBER_COPIES.map(({ label, ...look }) => ({ label, run: () => pdf.mutate(look) })),
                  { label: 'FHIR CarePlan', run: () => fhir.mutate({ id: chosen }) },
                ]}
              />
            </>
          )}
          {plan.versions.length > 1 && (
            <Button onClick={() => go(`/members/${plan.member.id}/hap/compare`)}>Compare</Button>
          )}
          <WriteButton plan={plan} />
        </div>
      </div>
      {versions.length > 1 && (
        <ViewChips
          label="Versions"
          views={versions.map((version) => ({
            value: version.id,
            label:
              version.id === signed.id ? `Version ${version.version}, current` : `Version ${version.version}`,
          }))}
          value={chosen}
          onChange={setChosen}
        />
      )}
      <PdfProblemLine problem={problem} />
      {older.error && chosen !== signed.id && <ErrorLine error={older.error} />}
      {shown && <PapersView plan={plan} shown={shown} />}
      {shown ? (
        <PlanView
          content={shown.content}
          words={memberWords(plan.member.calledName, plan.member.pronouns)}
          today={plan.today}
          doneSteps={new Set(plan.doneSteps)}
        />
      ) : (
        <SkeletonRows />
      )}
    </div>
  );
}

function VersionTitle({
  plan,
  current,
  timing,
  today,
}: {
  readonly plan: PlanVersion;
  readonly current: boolean;
  readonly timing: CurrentPlan['timing'];
  readonly today: string;
}) {
  return (
    <div>
      <p className={styles.tabTitle}>
        <IconLock size={16} stroke={1.75} aria-hidden />
        Version {plan.version}
        {current ? '' : ', replaced since'}
      </p>
      {plan.signedAt && (
        <p className={styles.tabQuiet} title={`SHA-256 ${plan.sha256 ?? ''}`}>
          Signed {dateInWords(localDate(plan.signedAt), today)} by {plan.signedBy?.name}
          {current && timing ? `. ${HAP_TIMING_WORDS[timing]}.` : ''}
        </p>
      )}
    </div>
  );
}
