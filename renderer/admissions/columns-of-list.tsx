import { useMutation } from '@tanstack/react-query';
import type { NoticeFile } from '#shared/admissions/contract.ts';
import type { ListType } from '#shared/admissions/sheet.ts';
import { NOTICE_FIELDS, type NoticeField } from '#shared/admissions/sheet-fields.ts';
import { api } from '../api.ts';
import { queryClient } from '../app/query-client.ts';
import { showToast } from '../app/toast/toast.ts';
import { ColumnChoices } from '../components/column-choices.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { RailSection } from '../components/rail.tsx';
import { SelectField } from '../components/select-field.tsx';
import styles from './hospital-notices.module.css';

const NOTHING = '-';

/** How a plan's census or emergency list is read; what a person says is remembered and the file is read again. */
export function ColumnsOfList({
  receivedId,
  waits,
  sheet,
}: {
  readonly receivedId: string;
  /** Whether the file waits for a person: then it is read again with what was said. */
  readonly waits: boolean;
  readonly sheet: NonNullable<NoticeFile['sheet']>;
}) {
  const learn = useMutation({
    mutationFn: async (said: { columns?: Record<string, NoticeField | null>; list?: ListType }) => {
      await api.admissions.learn({ receivedId, ...said });
      if (!waits) return { sentence: 'Remembered for the next list.' };
      return api.transfers.settleReceived({ id: receivedId, as: 'admissions' });
    },
    onSuccess: ({ sentence }) => {
      showToast({ text: sentence });
      return queryClient.invalidateQueries();
    },
  });
  const says = (field: NoticeField) => sheet.columns.some((column) => column.field === field);
  return (
    <RailSection title="Columns" right="remembered for the plan">
      {sheet.problem && <p className={styles.why}>{sheet.problem}</p>}
      {learn.error && <ErrorLine error={learn.error} />}
      <div className={styles.proposals}>
        {!says('patientClass') && !says('event') && (
          <SelectField
            label="The list is about"
            searchable={false}
            choices={[
              { value: NOTHING, label: 'Say what it is about' },
              { value: 'ed', label: 'Emergency visits' },
              { value: 'inpatient', label: 'Hospital stays' },
            ]}
            value={sheet.list ?? NOTHING}
            onChange={(value) => {
              if (value === 'ed' || value === 'inpatient') learn.mutate({ list: value });
            }}
          />
        )}
        <ColumnChoices
          columns={sheet.columns}
          fields={NOTICE_FIELDS}
          onChoose={(heading, field) => learn.mutate({ columns: { [heading]: field } })}
        />
      </div>
    </RailSection>
  );
}
