import { useState } from 'react';
import { type Check, planChecks } from '#shared/action-plans/checks.ts';
import type { PlanContent } from '#shared/action-plans/content.ts';
import { type CurrentPlan, PLAN_SIGNERS, type PlanVersion } from '#shared/action-plans/contract.ts';
import type { Papers } from '#shared/action-plans/papers.ts';
import type { Suggestion } from '#shared/action-plans/suggestions.ts';
import { announce } from '../app/announce.tsx';
import { useKeys } from '../app/keyboard/use-keys.ts';
import { useSession } from '../app/session.tsx';
import { useSubject } from '../app/subject.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { ConfirmDialog } from '../components/dialog.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { Page } from '../components/page.tsx';
import { SavedMark } from '../components/saved-mark.tsx';
import { TabPanel, Tabs } from '../components/tabs.tsx';
import { fieldId, focusSoon } from './change-plan.ts';
import { useDiscard, useSigning } from './draft-actions.ts';
import styles from './editor.module.css';
import { EditorRail, SuggestionList } from './editor-rail.tsx';
import { GoalForm } from './goal-form.tsx';
import { GoalList } from './goal-list.tsx';
import { HapClock } from './hap-clock.tsx';
import { CareTeamSection, CrisisSection, StrengthsSection } from './other-sections.tsx';
import { PdfProblemLine } from './pdf-problem.tsx';
import { type PdfProblem, SavePdfButton, useSavePdf } from './save-pdf-button.tsx';
import { SendDialog } from './send-dialog.tsx';
import { SnapshotSection } from './snapshot-section.tsx';
import { useDraft } from './use-draft.ts';
import { useGoals } from './use-goals.ts';
import { countOf, memberWords } from './wording.ts';

const TABS = ['goals', 'strengths', 'crisis', 'team', 'snapshot'] as const;
type Tab = (typeof TABS)[number];

/** The tab on which a check's field stands. */
function tabOf(field: string): Tab {
  if (field.startsWith('crisis')) return 'crisis';
  if (field === 'careTeam') return 'team';
  return field === 'strengths' ? 'strengths' : 'goals';
}

/** Writes one draft: goals at the left, the chosen goal in the middle, what is on file and what signing does at the right. */
export function PlanEditor({
  plan,
  papers,
  draft,
}: {
  readonly plan: CurrentPlan;
  readonly papers: Papers;
  readonly draft: PlanVersion;
}) {
  const { member, today } = plan;
  const state = useDraft(draft);
  const { content, change } = state;
  const { user } = useSession();
  const [tab, setTab] = useKept<Tab>('PlanEditor.tab', 'goals');
  const [problem, setProblem] = useState<PdfProblem | null>(null);
  const [sending, setSending] = useKept('PlanEditor.sending', false);
  const last = papers.reviews.find(({ planId }) => planId === draft.id);
  // An approval holds for the text it was given to: the draft as it is on file, with nothing typed since opening.
  const approved =
    last?.outcome === 'approved' && last.contentSha256 === papers.draftSha256 && content === draft.content;
  const toReview = !approved && papers.reviewers.length > 0;
  useSubject(member.id, member.name);

  const goals = useGoals(state, { shown: tab === 'goals', show: () => setTab('goals') });
  const { goal, at } = goals;
  const checks = planChecks(content);
  const missing = checks.filter((check) => !check.passed);
  const words = memberWords(member.calledName, member.pronouns);
  const pdf = useSavePdf({ planId: draft.id, before: state.flush, onProblem: setProblem });
  const signing = useSigning(draft, state);
  const discard = useDiscard(draft, state);

  const part = (change_: Partial<PlanContent>) => change((before) => ({ ...before, ...change_ }));
  const jump = (check: Check) => {
    if (check.goalId) goals.open(check.goalId);
    else setTab(tabOf(check.field));
    focusSoon(check.field === 'goals' ? 'hap-add-first' : fieldId(check.field));
  };
  const maySign = PLAN_SIGNERS.includes(user.role);
  const sign = () => {
    const [first] = missing;
    if (!maySign) return;
    if (first) {
      announce(`${countOf(missing.length, 'part is', 'parts are')} missing. ${first.sentence}`);
      jump(first);
    } else if (toReview) setSending(true);
    else signing.ask();
  };

  useKeys([
    // While parts are missing the button is not the ember one, so the key is taken here.
    {
      keys: 'Ctrl+Enter',
      label: 'Sign, or go to what is missing',
      group: 'screen',
      inFields: true,
      run: () => (missing.length > 0 ? sign() : false),
    },
  ]);

  const left = (tabName: Tab) => missing.filter((check) => tabOf(check.field) === tabName).length;
  const tabs = [
    { key: 'goals', label: 'Goals', count: content.goals.length },
    { key: 'strengths', label: 'Strengths and needs', count: left('strengths') ? '1 left' : 'done' },
    {
      key: 'crisis',
      label: 'Crisis and transition',
      count: left('crisis') ? `${left('crisis')} left` : 'done',
    },
    { key: 'team', label: 'Care team', count: content.careTeam.length },
    { key: 'snapshot', label: 'Snapshot', count: content.snapshot.diagnoses.length },
  ] as const;

  return (
    <Page
      title="Health Action Plan"
      subtitle={`${member.name}, version ${draft.version}, draft`}
      actions={
        <>
          {plan.clock && <HapClock clock={plan.clock} today={today} />}
          <SavePdfButton busy={pdf.isPending} onClick={() => pdf.mutate(undefined)} />
          <Button
            variant={missing.length === 0 && maySign ? 'ember' : 'default'}
            keys="Ctrl+Enter"
            busy={signing.busy}
            disabledReason={maySign ? null : 'A care coordinator or a clinical lead signs.'}
            onClick={sign}
          >
            {`${toReview ? 'Send for review' : 'Sign'}${missing.length === 0 ? '' : `, ${missing.length} left`}`}
          </Button>
        </>
      }
      bar={
        <div className={styles.bar}>
          <Tabs name="hap" label="Parts of the plan" items={tabs} value={tab} onChange={setTab} />
          <span className={styles.saved}>
            <SavedMark at={state.savedAt} failed={state.failed} />
          </span>
        </div>
      }
      side={
        <GoalList
          goals={content.goals}
          selected={tab === 'goals' ? (goal?.id ?? null) : null}
          checks={checks}
          onSelect={goals.open}
          onAdd={() => goals.add()}
          onJump={jump}
        />
      }
      sideWidth={262}
      rail={
        <EditorRail
          plan={plan}
          draft={draft}
          content={content}
          signer={user.name}
          review={last ?? null}
          approved={approved}
          onSign={
            toReview && maySign && missing.length === 0
              ? () => {
                  signing.ask();
                }
              : null
          }
          onAdd={goals.add}
          onDiscard={discard.run}
        />
      }
      railWidth={286}
      railFrom="below"
    >
      <PdfProblemLine problem={problem} />
      {signing.error !== null && <ErrorLine error={signing.error} safe="The draft is kept." />}
      {discard.error !== null && <ErrorLine error={discard.error} safe="The draft is kept." />}
      <TabPanel name="hap" tab={tab}>
        {tab === 'goals' &&
          (goal ? (
            <GoalForm
              key={goal.id}
              goal={goal}
              number={at + 1}
              count={content.goals.length}
              words={words}
              startedFrom={plan.suggestions
                .filter((suggestion) => goal.from.includes(suggestion.key))
                .map((suggestion) => suggestion.title)}
              people={plan.people}
              today={today}
              onChange={goals.change}
              onMove={goals.move}
              onRemove={goals.remove}
            />
          ) : (
            <FirstGoal name={member.calledName} plan={plan} content={content} onAdd={goals.add} />
          ))}
        {tab === 'strengths' && (
          <StrengthsSection content={content} words={words} today={today} onChange={part} />
        )}
        {tab === 'crisis' && <CrisisSection content={content} words={words} today={today} onChange={part} />}
        {tab === 'team' && <CareTeamSection content={content} words={words} today={today} onChange={part} />}
        {tab === 'snapshot' && <SnapshotSection content={content} onChange={part} />}
      </TabPanel>
      <SendDialog
        draft={draft}
        state={state}
        reviewers={papers.reviewers}
        opened={sending}
        onClose={() => setSending(false)}
      />
      <ConfirmDialog
        title={`Sign version ${draft.version} as ${user.name}?`}
        opened={signing.asking}
        onClose={signing.stop}
        onConfirm={signing.confirm}
        verb="Sign"
        safeVerb="Go on writing"
        busy={signing.busy}
      >
        <p>
          {countOf(content.goals.length, 'goal')} will be frozen as written, and the steps become tasks. Later
          changes start version {(draft.version ?? 0) + 1}.
        </p>
      </ConfirmDialog>
    </Page>
  );
}

/** Where a plan without goals begins: with what is on file, never with an empty form. */
function FirstGoal({
  name,
  plan,
  content,
  onAdd,
}: {
  readonly name: string;
  readonly plan: CurrentPlan;
  readonly content: PlanContent;
  readonly onAdd: (suggestion?: Suggestion) => void;
}) {
  return (
    <div className={styles.start}>
      <h2 className={styles.startTitle}>Start with what matters to {name}</h2>
      <p className={styles.startText}>
        Each goal stands in {name}’s own words. Begin with something on file, or with a blank goal.
      </p>
      <SuggestionList suggestions={plan.suggestions} content={content} onAdd={onAdd} />
      <div>
        <Button id="hap-add-first" keys="a" onClick={() => onAdd()}>
          Blank goal
        </Button>
      </div>
    </div>
  );
}
