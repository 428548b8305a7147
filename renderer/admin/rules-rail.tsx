import { useMutation, useQuery } from '@tanstack/react-query';
import { dateInWords } from '#shared/dates.ts';
import type { PlanRules } from '#shared/programs/contract.ts';
import { orpc } from '../api.ts';
import { useSession } from '../app/session.tsx';
import { showToast } from '../app/toast/toast.ts';
import { forgetAbout, useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { ConfirmWithPlan } from '../components/confirm-with-plan.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { errorOf, fieldError } from '../components/error-of.ts';
import { Figures, Rail, RailSection } from '../components/rail.tsx';
import { Tag } from '../components/tag.tsx';
import { TextArea, TextField } from '../components/text-field.tsx';
import { DiagnosisForm } from './packs/diagnosis-form.tsx';
import { RowForm } from './packs/row-form.tsx';
import { PlaceForm, UnitsForm } from './packs/setting-forms.tsx';
import type { RuleRow } from './rule-rows.ts';
import { signedOff } from './rules-columns.tsx';
import styles from './rules-page.module.css';

/** One rule: where it comes from, which lines wait for it, and its sign-off. */
export function RulesRail({
  plan,
  row,
  today,
  timeZone,
}: {
  readonly plan: PlanRules;
  readonly row: RuleRow;
  readonly today: string;
  readonly timeZone: string;
}) {
  const { user } = useSession();
  const open = row.state === 'confirm_with_plan';
  const mayConfirm = user.role === 'administrator';
  const [changing, setChanging] = useKept('RulesRail.changing', false, `${plan.planId} rail ${row.key}`);
  const done = () => setChanging(false);
  const waiting = useQuery({
    ...orpc.encounters.waitingForRule.queryOptions({ input: { planId: plan.planId, ruleId: row.id } }),
    enabled: open,
  }).data;
  return (
    <Rail label={`About ${row.code}`}>
      <RailSection plain>
        <div className={styles.ruleHead}>
          <span className={styles.bigCode}>{row.code}</span>
          {open && <ConfirmWithPlan what={row.code} />}
        </div>
        <p>
          {row.when}
          {row.mark && `, ${row.mark}`}
          {row.subject.kind !== 'place' && row.by !== 'any' && row.by !== 'all' && `, by ${row.by} staff`}.
          {row.units && ` ${row.units.charAt(0).toUpperCase()}${row.units.slice(1)}.`}
          {row.dates && ` For services ${row.dates}.`}
        </p>
      </RailSection>
      <RailSection title="Where this row comes from">
        <p>{row.source}</p>
      </RailSection>
      {waiting && waiting.total > 0 && (
        <RailSection
          title="What waits for it"
          right={waiting.total === 1 ? '1 line' : `${waiting.total} lines`}
        >
          <Figures
            rows={waiting.rows.slice(0, 6).map((line) => ({
              label: line.memberName,
              value: (
                <span className={styles.light}>
                  {dateInWords(line.serviceOn, today)}, {line.staff.name}
                </span>
              ),
            }))}
          />
        </RailSection>
      )}
      {!changing && row.state !== 'fixed' && !open && row.confirmation && (
        <Confirmed key={row.id} plan={plan} row={row} words={signedOff(row.confirmation, today, timeZone)} />
      )}
      {changing && <ChangeForm plan={plan} row={row} today={today} onDone={done} />}
      {!changing &&
        row.subject.kind !== 'place' &&
        !row.confirmation &&
        mayConfirm &&
        (open || row.state === 'sourced') && (
          <ConfirmForm key={`${plan.planId} ${row.id}`} plan={plan} row={row} waiting={waiting?.total ?? 0} />
        )}
      {!changing && mayConfirm && row.changeId && (
        <DropChange plan={plan} code={row.code} changeId={row.changeId} />
      )}
      {!changing && mayConfirm && !row.changeId && row.subject.kind !== 'fixed' && (
        <RailSection
          title={row.subject.kind === 'place' ? 'Taken by this plan?' : 'Does the plan want another?'}
        >
          <Button size="sm" onClick={() => setChanging(true)}>
            {row.subject.kind === 'place' ? 'Not taken…' : 'Change…'}
          </Button>
        </RailSection>
      )}
      {plan.history.length > 0 && !changing && (
        <RailSection title="Went live">
          <Figures
            rows={plan.history.slice(0, 4).map((one) => ({
              label: one.words,
              value: (
                <span className={styles.light}>
                  {signedOff({ by: one.by, at: one.at, source: '', note: '' }, today, timeZone)}
                </span>
              ),
            }))}
          />
        </RailSection>
      )}
      {open && !mayConfirm && (
        <RailSection>
          <p>Only an administrator can confirm a rule.</p>
        </RailSection>
      )}
    </Rail>
  );
}

/** The form that fits what the row stands for. */
function ChangeForm({
  plan,
  row,
  today,
  onDone,
}: {
  readonly plan: PlanRules;
  readonly row: RuleRow;
  readonly today: string;
  readonly onDone: () => void;
}) {
  const { subject } = row;
  const common = { plan, today, onDone };
  if (subject.kind === 'row')
    return <RowForm {...common} rule={subject.rule} program={subject.rule.program} />;
  if (subject.kind === 'units') return <UnitsForm {...common} units={subject.units} />;
  if (subject.kind === 'diagnosis') return <DiagnosisForm {...common} rule={subject.diagnosis} />;
  if (subject.kind === 'place')
    return <PlaceForm {...common} code={subject.place.code} label={subject.place.label} />;
  return null;
}

function DropChange({
  plan,
  code,
  changeId,
}: {
  readonly plan: PlanRules;
  readonly code: string;
  readonly changeId: string;
}) {
  const drop = useMutation(
    orpc.programs.dropChange.mutationOptions({
      onSuccess: () => showToast({ text: `Took ${code} out of the draft.` }),
    }),
  );
  return (
    <RailSection title="In the draft">
      <div className={styles.form}>
        <p>Goes live with the rest of the draft, once it was replayed.</p>
        <Button
          size="sm"
          busy={drop.isPending}
          onClick={() => drop.mutate({ planId: plan.planId, changeId })}
        >
          Take out of the draft
        </Button>
        {drop.error && <ErrorLine error={drop.error} />}
      </div>
    </RailSection>
  );
}

function ConfirmForm({
  plan,
  row,
  waiting,
}: {
  readonly plan: PlanRules;
  readonly row: RuleRow;
  readonly waiting: number;
}) {
  const about = `${plan.planId} confirm ${row.id}`;
  const [source, setSource] = useKept('ConfirmForm.source', '', about);
  const [note, setNote] = useKept('ConfirmForm.note', '', about);
  const take = useMutation(orpc.programs.unconfirmRule.mutationOptions());
  const confirm = useMutation(
    orpc.programs.confirmRule.mutationOptions({
      onSuccess: ({ ruleId }) => {
        forgetAbout(about);
        showToast({
          text: `Confirmed ${row.code} for ${plan.planName}.`,
          undo: () => take.mutate({ planId: plan.planId, ruleId }),
        });
      },
    }),
  );
  const { error } = confirm;
  return (
    <RailSection title={`Confirm for ${plan.planName}`}>
      <div className={styles.form}>
        <TextField
          label="What says so?"
          id="rule-source"
          value={source}
          onChange={setSource}
          error={fieldError(error, 'source')}
        />
        <TextArea label="Note" optional rows={3} value={note} onChange={setNote} />
        <Button
          variant="ember"
          keys="Ctrl+Enter"
          busy={confirm.isPending}
          disabledReason={source.trim() ? null : 'Name the document or the person that says so'}
          onClick={() => confirm.mutate({ planId: plan.planId, ruleId: row.id, source, note })}
        >
          Confirm this row
        </Button>
        <p className="quiet">
          {waiting > 0 && `Releases ${waiting === 1 ? '1 line' : `${waiting} lines`} that wait for it. `}
          Kept in the audit with your name. Other plans have rows of their own.
        </p>
        {error && !errorOf(error).detail.field ? <ErrorLine error={error} /> : null}
      </div>
    </RailSection>
  );
}

function Confirmed({
  plan,
  row,
  words,
}: {
  readonly plan: PlanRules;
  readonly row: RuleRow;
  readonly words: string;
}) {
  const { user } = useSession();
  const take = useMutation(
    orpc.programs.unconfirmRule.mutationOptions({
      onSuccess: () => showToast({ text: `Took back the confirmation of ${row.code}.` }),
    }),
  );
  return (
    <RailSection title={`Confirmed for ${plan.planName}`}>
      <div className={styles.form}>
        <Tag state="done">{words}</Tag>
        <p>{row.confirmation?.source}</p>
        {row.confirmation?.note && <p className="quiet">{row.confirmation.note}</p>}
        {user.role === 'administrator' && (
          <Button
            size="sm"
            busy={take.isPending}
            onClick={() => take.mutate({ planId: plan.planId, ruleId: row.id })}
          >
            Take back
          </Button>
        )}
        {take.error && <ErrorLine error={take.error} />}
      </div>
    </RailSection>
  );
}
