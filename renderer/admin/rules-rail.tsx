import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { dateInWords } from '#shared/dates.ts';
import type { PlanRules } from '#shared/programs/contract.ts';
import { orpc } from '../api.ts';
import { useSession } from '../app/session.tsx';
import { showToast } from '../app/toast/toast.ts';
import { Button } from '../components/button.tsx';
import { ConfirmWithPlan } from '../components/confirm-with-plan.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { errorOf, fieldError } from '../components/error-of.ts';
import { Figures, Rail, RailSection } from '../components/rail.tsx';
import { Tag } from '../components/tag.tsx';
import { TextArea, TextField } from '../components/text-field.tsx';
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
          {row.by !== 'any' && row.by !== 'all' && `, by ${row.by} staff`}.{row.units && ` ${row.units}.`}
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
      {row.state !== 'fixed' && !open && row.confirmation && (
        <Confirmed key={row.id} plan={plan} row={row} words={signedOff(row.confirmation, today, timeZone)} />
      )}
      {row.state !== 'fixed' && !row.confirmation && mayConfirm && (
        <ConfirmForm key={`${plan.planId} ${row.id}`} plan={plan} row={row} waiting={waiting?.total ?? 0} />
      )}
      {open && !mayConfirm && (
        <RailSection>
          <p>Only an administrator can confirm a rule.</p>
        </RailSection>
      )}
    </Rail>
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
  const [source, setSource] = useState('');
  const [note, setNote] = useState('');
  const take = useMutation(orpc.programs.unconfirmRule.mutationOptions());
  const confirm = useMutation(
    orpc.programs.confirmRule.mutationOptions({
      onSuccess: ({ ruleId }) =>
        showToast({
          text: `Confirmed ${row.code} for ${plan.planName}.`,
          undo: () => take.mutate({ planId: plan.planId, ruleId }),
        }),
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
