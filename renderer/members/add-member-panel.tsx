import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Program } from '#shared/members/member.ts';
import { orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import type { PanelProps } from '../app/panel/panels.tsx';
import { useSession } from '../app/session.tsx';
import { showToast } from '../app/toast/toast.ts';
import { useToday } from '../app/today.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { DateField } from '../components/date-field.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { errorOf, fieldError } from '../components/error-of.ts';
import { Notice } from '../components/notice.tsx';
import { Panel } from '../components/panel.tsx';
import { Segmented } from '../components/segmented.tsx';
import { SelectField } from '../components/select-field.tsx';
import { CheckField, TextField } from '../components/text-field.tsx';
import { checkCin, checkName, emptyMember, type MemberDraft, toMemberInput } from './member-draft.ts';
import styles from './member-form.module.css';
import { Twins, useTwins } from './twins.tsx';

const FORM = 'add-member';

/** Adds a member by hand; people who look the same are named before anything is written. */
export function AddMemberPanel({ onClose }: PanelProps) {
  const go = useGo();
  const today = useToday();
  const { user } = useSession();
  const plans = useQuery(orpc.plans.list.queryOptions({ input: {} }));
  const [draft, setDraft] = useKept<MemberDraft>('AddMemberPanel.draft', () => emptyMember(user.id));
  const [asked, setAsked] = useState(false);
  const [different, setDifferent] = useKept('AddMemberPanel.different', false);
  const add = useMutation(orpc.members.add.mutationOptions());
  const twins = useTwins(draft);
  const planId = draft.planId ?? plans.data?.[0]?.id ?? null;
  const change = (part: Partial<MemberDraft>) => setDraft((now) => ({ ...now, ...part }));
  const text = (name: keyof MemberDraft) => ({
    value: String(draft[name] ?? ''),
    onChange: (value: string) => change({ [name]: value } as Partial<MemberDraft>),
  });
  const wrong = (name: string, own: string | null | undefined) =>
    fieldError(add.error, name) ?? (asked ? (own ?? null) : null);

  const submit = () => {
    setAsked(true);
    if (
      !planId ||
      checkCin(draft.cin) ||
      checkName(draft.firstName) ||
      checkName(draft.lastName) ||
      !draft.birthDate
    ) {
      return;
    }
    if (twins.length > 0 && !different) return;
    add.mutate(
      { ...toMemberInput(draft, planId, draft.birthDate), sureDifferent: different },
      {
        onSuccess: ({ member }) => {
          showToast({ text: `Added ${member.name}.` });
          onClose();
          go(`/members/${member.id}`);
        },
      },
    );
  };

  const elsewhere = add.error && !errorOf(add.error).detail.field ? add.error : null;
  return (
    <Panel
      title="Add member"
      onClose={onClose}
      footer={
        <>
          <span className="quiet">Outreach starts on the day of assignment.</span>
          <Button keys="Escape" onClick={onClose}>
            Cancel
          </Button>
          <Button variant="ember" keys="Ctrl+Enter" type="submit" form={FORM} busy={add.isPending}>
            Add member
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {plans.data?.length === 0 && (
          <Notice state="held" title="There is no plan yet.">
            A member belongs to a plan. An administrator adds the plan first.
          </Notice>
        )}
        <div className={styles.pair}>
          <SelectField
            label="Plan"
            choices={(plans.data ?? []).map((plan) => ({ value: plan.id, label: plan.name }))}
            value={planId}
            onChange={(value) => change({ planId: value })}
            error={wrong('planId', planId ? null : 'Choose the plan.')}
          />
          <TextField
            label="CIN"
            help="8 digits and a letter"
            mono
            maxLength={14}
            {...text('cin')}
            check={checkCin}
            error={wrong('cin', checkCin(draft.cin))}
          />
        </div>
        <div className={styles.pair}>
          <TextField
            label="First name"
            {...text('firstName')}
            check={checkName}
            error={wrong('firstName', checkName(draft.firstName))}
          />
          <TextField
            label="Last name"
            {...text('lastName')}
            check={checkName}
            error={wrong('lastName', checkName(draft.lastName))}
          />
        </div>
        <div className={styles.pair}>
          <TextField label="Middle name" optional {...text('middleName')} />
          <TextField label="Goes by" optional {...text('preferredName')} />
        </div>
        <div className={styles.pair}>
          <DateField
            label="Birthday"
            value={draft.birthDate}
            onChange={(birthDate) => change({ birthDate })}
            today={today}
            max={today}
            error={wrong('birthDate', draft.birthDate ? null : 'Type the birthday, such as 3/3/1992.')}
          />
          <TextField label="Pronouns" optional {...text('pronouns')} />
        </div>
        <Twins twins={twins} different={different} onDifferent={setDifferent} asked={asked} />
        <div className={styles.pair}>
          <TextField label="Phone" optional type="tel" {...text('phone')} error={wrong('phone', null)} />
          <TextField label="Language" optional {...text('language')} />
        </div>
        <TextField label="Street, or where to find the person" optional {...text('street')} />
        <div className={styles.three}>
          <TextField label="City" optional {...text('city')} />
          <TextField label="State" optional maxLength={2} {...text('state')} />
          <TextField label="ZIP" optional {...text('zip')} />
        </div>
        <div className={styles.pair}>
          <div>
            <p className={styles.legend}>Program</p>
            <Segmented<Program>
              label="Program"
              choices={[
                { value: 'ECM', label: 'ECM' },
                { value: 'HHP', label: 'HHP' },
              ]}
              value={draft.program}
              onChange={(program) => change({ program })}
            />
          </div>
          <TextField label="Tier" optional {...text('tier')} />
        </div>
        <div className={styles.checks}>
          <CheckField
            label="Unhoused"
            checked={draft.homeless}
            onChange={(homeless) => change({ homeless })}
          />
          <CheckField
            label="On the plan’s Targeted Engagement List (TEL)"
            checked={draft.onTel}
            onChange={(onTel) => change({ onTel })}
          />
          <CheckField
            label="Needs an interpreter"
            checked={draft.interpreter}
            onChange={(interpreter) => change({ interpreter })}
          />
        </div>
        {elsewhere ? <ErrorLine error={elsewhere} safe="Nothing was added." /> : null}
      </form>
    </Panel>
  );
}
