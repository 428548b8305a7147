import type { ReactNode } from 'react';
import { fieldError } from '../components/error-of.ts';
import { Segmented } from '../components/segmented.tsx';
import { CheckField, TextField } from '../components/text-field.tsx';
import type { PlanDraft } from './plan-draft.ts';
import {
  ACTION_PLAN_FIELDS,
  ANSWER_FIELDS,
  CLAIM_FIELDS,
  ENVELOPE_FIELDS,
  type FieldSpec,
  KEEPING_FIELDS,
  NAME_FIELDS,
  OUTREACH_FIELDS,
  SFTP_FIELDS,
  UNIT_FIELDS,
} from './plan-fields.ts';
import styles from './plan-form.module.css';

interface PlanFormProps {
  readonly draft: PlanDraft;
  /** What the last save found wrong. */
  readonly error: unknown;
  /** A change while typing; saved when the field is left. */
  readonly onType: (part: Partial<PlanDraft>) => void;
  /** A choice; saved at once. */
  readonly onChoose: (part: Partial<PlanDraft>) => void;
  /** A field was left. */
  readonly onLeave: () => void;
}

/** Everything that is agreed with one plan. */
export function PlanForm({ draft, error, onType, onChoose, onLeave }: PlanFormProps) {
  const fields = (specs: readonly FieldSpec[]) =>
    specs.map((spec) => (
      <div key={spec.key} className={spec.wide && styles.wide}>
        <TextField
          label={spec.label}
          help={spec.help}
          optional={spec.optional ?? false}
          mono={spec.mono ?? false}
          value={draft[spec.key]}
          check={spec.check}
          error={fieldError(error, spec.path)}
          onChange={(value) => onType({ [spec.key]: value })}
          onBlur={onLeave}
        />
      </div>
    ));
  return (
    <div className={styles.form}>
      <Section title="Plan">
        {fields(NAME_FIELDS)}
        <Choice label="Files are">
          <Segmented
            label="Files are"
            choices={[
              { value: 'T', label: 'Test' },
              { value: 'P', label: 'Production' },
            ]}
            value={draft.usage}
            onChange={(usage) => onChoose({ usage })}
          />
        </Choice>
      </Section>
      <Section title="SFTP">
        <div className={styles.wide}>
          <CheckField
            label="This plan takes files over SFTP"
            checked={draft.overSftp}
            onChange={(overSftp) => (overSftp ? onType({ overSftp }) : onChoose({ overSftp }))}
          />
        </div>
        {draft.overSftp && fields(SFTP_FIELDS)}
        {draft.overSftp && (
          <Choice label="Compare before renaming">
            <Segmented
              label="Compare before renaming"
              choices={[
                { value: 'auto', label: 'Bytes to 16 MB' },
                { value: 'always', label: 'All bytes' },
                { value: 'size', label: 'Size only' },
              ]}
              value={draft.verify}
              onChange={(verify) => onChoose({ verify })}
            />
          </Choice>
        )}
      </Section>
      {draft.overSftp && (
        <Section title="Its answers">
          {fields(ANSWER_FIELDS)}
          <Choice label="Read answers on the server">
            <Segmented
              label="Read answers on the server"
              choices={[
                { value: 'leave', label: 'Stay' },
                { value: 'move', label: 'Are moved' },
                { value: 'delete', label: 'Are deleted' },
              ]}
              value={draft.afterDownload}
              onChange={(afterDownload) =>
                // Moving needs a folder: the choice is saved with it.
                afterDownload === 'move' && draft.readFolder.trim() === ''
                  ? onType({ afterDownload })
                  : onChoose({ afterDownload })
              }
            />
          </Choice>
        </Section>
      )}
      <Section title="Its Health Action Plans">
        <div className={styles.wide}>
          <CheckField
            label="This plan wants signed Health Action Plans as files"
            checked={draft.sendActionPlans}
            onChange={(sendActionPlans) => onChoose({ sendActionPlans })}
          />
        </div>
        {draft.sendActionPlans && fields(ACTION_PLAN_FIELDS)}
      </Section>
      <Section title="Its encounters">
        <Choice label="Encounters go as">
          <Segmented
            label="Encounters go as"
            choices={[
              { value: '837p', label: '837P' },
              { value: 'invoice', label: 'Invoice' },
            ]}
            value={draft.encountersAs}
            onChange={(encountersAs) => onChoose({ encountersAs })}
          />
        </Choice>
        {draft.encountersAs === 'invoice' && (
          <p className={styles.wide}>
            A sheet instead of EDI; its columns stand under File layouts. The ids below stand in its file
            names and are used again when the plan goes to 837P.
          </p>
        )}
        {fields(ENVELOPE_FIELDS)}
        {fields(CLAIM_FIELDS)}
        {draft.encountersAs === '837p' && (
          <Choice label="Sent as" help="BHT06: RP for encounters, CH for claims">
            <Segmented
              label="Sent as"
              choices={[
                { value: 'RP', label: 'Encounters' },
                { value: 'CH', label: 'Claims' },
              ]}
              value={draft.purpose}
              onChange={(purpose) => onChoose({ purpose })}
            />
          </Choice>
        )}
        <Choice label="Members are named by" help="NM109 of the member">
          <Segmented
            label="Members are named by"
            choices={[
              { value: 'cin', label: 'CIN' },
              { value: 'plan_member_id', label: 'Plan’s own id' },
            ]}
            value={draft.memberIdKind}
            onChange={(memberIdKind) => onChoose({ memberIdKind })}
          />
        </Choice>
        <Choice label="Rendering staff member" help="2310B; never where it is the agency itself">
          <Segmented
            label="Rendering staff member"
            choices={[
              { value: 'when_npi', label: 'With NPI' },
              { value: 'always', label: 'Always' },
              { value: 'never', label: 'Never' },
            ]}
            value={draft.rendering}
            onChange={(rendering) => onChoose({ rendering })}
          />
        </Choice>
        <Choice label="Authorization number" help="REF*G1; a line without one is held where it is needed">
          <Segmented
            label="Authorization number"
            choices={[
              { value: 'known', label: 'When known' },
              { value: 'required', label: 'Needed' },
            ]}
            value={draft.authorization}
            onChange={(authorization) => onChoose({ authorization })}
          />
        </Choice>
        <Choice
          label="Same code, same day"
          help="one line: the second one is held until both are put together"
        >
          <Segmented
            label="Same code, same day"
            choices={[
              { value: 'separate', label: 'Lines of their own' },
              { value: 'one_line', label: 'One line' },
            ]}
            value={draft.sameDay}
            onChange={(sameDay) => onChoose({ sameDay })}
          />
        </Choice>
      </Section>
      <Section title="Units of service">
        {fields(UNIT_FIELDS)}
        <Choice label="Rounding">
          <Segmented
            label="Rounding"
            choices={[
              { value: 'half_up', label: 'Half up' },
              { value: 'up', label: 'Up' },
              { value: 'down', label: 'Down' },
            ]}
            value={draft.rounding}
            onChange={(rounding) => onChoose({ rounding })}
          />
        </Choice>
      </Section>
      <Section title="Outreach">{fields(OUTREACH_FIELDS)}</Section>
      <Section title="Keeping">{fields(KEEPING_FIELDS)}</Section>
    </div>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      <div className={styles.fields}>{children}</div>
    </section>
  );
}

function Choice({
  label,
  help,
  children,
}: {
  readonly label: string;
  readonly help?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={styles.choice}>
      <span className={styles.label} aria-hidden>
        {label}
      </span>
      {children}
      {help && <span className="quiet">{help}</span>}
    </div>
  );
}
