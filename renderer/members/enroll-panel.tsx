import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Program } from '#shared/members/member.ts';
import { CARE_TEAM, ROLE_WORDS } from '#shared/roles.ts';
import { orpc } from '../api.ts';
import type { PanelProps } from '../app/panel/panels.tsx';
import { useSession } from '../app/session.tsx';
import { showToast } from '../app/toast/toast.ts';
import { useToday } from '../app/today.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { DateField } from '../components/date-field.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { errorOf, fieldError } from '../components/error-of.ts';
import { Panel } from '../components/panel.tsx';
import { Segmented } from '../components/segmented.tsx';
import { SelectField } from '../components/select-field.tsx';
import { TextField } from '../components/text-field.tsx';
import styles from './member-form.module.css';

const FORM = 'enroll';

/** Starts service: program, day, authorization. HHP asks for the member's consent, ECM never does. */
export function EnrollPanel({ memberId, onClose }: PanelProps) {
  const today = useToday();
  const { user } = useSession();
  const chart = useQuery({
    ...orpc.members.chart.queryOptions({ input: { id: memberId ?? '' } }),
    enabled: memberId !== null,
  });
  const staff = useQuery(orpc.users.list.queryOptions({ input: {} }));
  const member = chart.data?.member;
  const [program, setProgram] = useKept<Program | null>('EnrollPanel.program', null, memberId);
  const [on, setOn] = useKept<string | null>('EnrollPanel.on', today, memberId);
  const [tier, setTier] = useKept<string | null>('EnrollPanel.tier', null, memberId);
  const [number, setNumber] = useKept<string | null>('EnrollPanel.number', null, memberId);
  const [start, setStart] = useKept<string | null | undefined>('EnrollPanel.start', undefined, memberId);
  const [end, setEnd] = useKept<string | null | undefined>('EnrollPanel.end', undefined, memberId);
  const [consent, setConsent] = useKept<'verbal' | 'written' | null>('EnrollPanel.consent', null, memberId);
  const [consentOn, setConsentOn] = useKept<string | null>('EnrollPanel.consentOn', today, memberId);
  const [lead, setLead] = useKept<string | null | undefined>('EnrollPanel.lead', undefined, memberId);
  const [asked, setAsked] = useState(false);
  const enroll = useMutation(orpc.members.enroll.mutationOptions());
  if (!memberId || !member)
    return (
      <Panel title="Enroll" onClose={onClose}>
        {chart.error ? <ErrorLine error={chart.error} /> : null}
      </Panel>
    );

  const chosen = program ?? member.program ?? 'ECM';
  const leadId = lead === undefined ? (member.lead?.id ?? user.id) : lead;
  const needsConsent = chosen === 'HHP';
  const people = (staff.data ?? []).filter((person) => person.active && CARE_TEAM.includes(person.role));

  const submit = () => {
    setAsked(true);
    if (!on || (needsConsent && (!consent || !consentOn))) return;
    enroll.mutate(
      {
        id: memberId,
        program: chosen,
        on,
        tier: (tier ?? member.tier ?? '').trim() || null,
        authorizationNumber: (number ?? member.authorization.number ?? '').trim() || null,
        authorizationStart: start === undefined ? member.authorization.start : start,
        authorizationEnd: end === undefined ? member.authorization.end : end,
        ...(needsConsent && consent && consentOn ? { consent: { how: consent, on: consentOn } } : {}),
        leadId,
      },
      {
        onSuccess: () => {
          showToast({ text: `Enrolled ${member.name} in ${chosen}.` });
          onClose();
        },
      },
    );
  };

  const elsewhere = enroll.error && !errorOf(enroll.error).detail.field ? enroll.error : null;
  return (
    <Panel
      title="Enroll"
      subtitle={member.name}
      onClose={onClose}
      footer={
        <>
          <Button keys="Escape" onClick={onClose}>
            Cancel
          </Button>
          <Button variant="ember" keys="Ctrl+Enter" type="submit" form={FORM} busy={enroll.isPending}>
            Enroll
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
        <div className={styles.pair}>
          <div>
            <p className={styles.legend}>Program</p>
            <Segmented<Program>
              label="Program"
              choices={[
                { value: 'ECM', label: 'ECM' },
                { value: 'HHP', label: 'HHP' },
              ]}
              value={chosen}
              onChange={setProgram}
            />
          </div>
          <TextField label="Tier" optional value={tier ?? member.tier ?? ''} onChange={setTier} />
        </div>
        <DateField
          label="Enrolled on"
          value={on}
          onChange={setOn}
          today={today}
          max={today}
          error={fieldError(enroll.error, 'on') ?? (asked && !on ? 'Type the day, such as 11/18.' : null)}
        />
        {needsConsent && (
          <div className={styles.pair}>
            <div>
              <p className={styles.legend}>How {member.firstName} agreed to take part</p>
              <Segmented
                label="Consent"
                choices={[
                  { value: 'verbal', label: 'By voice' },
                  { value: 'written', label: 'In writing' },
                ]}
                value={consent}
                onChange={setConsent}
              />
              {asked && !consent && <p className="quiet">HHP needs consent before enrollment.</p>}
            </div>
            <DateField
              label="Agreed on"
              value={consentOn}
              onChange={setConsentOn}
              today={today}
              max={today}
            />
          </div>
        )}
        <TextField
          label="Authorization number"
          optional
          mono
          value={number ?? member.authorization.number ?? ''}
          onChange={setNumber}
        />
        <div className={styles.pair}>
          <DateField
            label="Authorized from"
            optional
            value={start === undefined ? member.authorization.start : start}
            onChange={setStart}
            today={today}
          />
          <DateField
            label="Authorized to"
            optional
            value={end === undefined ? member.authorization.end : end}
            onChange={setEnd}
            today={today}
            error={fieldError(enroll.error, 'authorizationEnd')}
          />
        </div>
        <SelectField
          label="Lead care manager"
          optional
          choices={people.map((person) => ({
            value: person.id,
            label: `${person.name}, ${ROLE_WORDS[person.role]}`,
          }))}
          value={leadId}
          onChange={setLead}
        />
        {elsewhere ? <ErrorLine error={elsewhere} safe="The member is as before." /> : null}
      </form>
    </Panel>
  );
}
