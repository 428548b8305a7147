import type { BatchRow } from '#shared/encounters/contract.ts';
import type { Transfer } from '#shared/transfers/contract.ts';
import { api } from '../api.ts';
import { announce } from '../app/announce.tsx';
import { useKeys } from '../app/keyboard/use-keys.ts';
import { CopyButton } from '../components/copy-button.tsx';
import { Kbd } from '../components/kbd.tsx';
import { RailSection } from '../components/rail.tsx';
import styles from './transfer-rail.module.css';

/** What a plan's portal asks for beside the file: each value is copied with one digit. */
export function PortalPanel({
  transfer,
  batch,
}: {
  readonly transfer: Transfer;
  readonly batch: BatchRow | undefined;
}) {
  const fields = portalFields(transfer, batch);
  useKeys(
    fields.map(({ label, value }, index) => ({
      keys: String(index + 1),
      label: `Copy ${label.toLowerCase()}`,
      group: 'list' as const,
      run: () => {
        void api.settings.copied({ text: value }).then(
          () => announce(`${label} copied.`),
          () => undefined,
        );
      },
    })),
  );
  return (
    <RailSection title="For the plan’s portal">
      <ol className={styles.fields}>
        {fields.map(({ label, value }, index) => (
          <li key={label} className={styles.field}>
            <Kbd keys={String(index + 1)} />
            <span className={styles.fieldLabel}>{label}</span>
            <span className={styles.fieldValue} title={value}>
              {value}
            </span>
            <CopyButton text={value} name={`Copy ${label.toLowerCase()}`} />
          </li>
        ))}
      </ol>
    </RailSection>
  );
}

function portalFields(transfer: Transfer, batch: BatchRow | undefined) {
  const always = [
    { label: 'File name', value: transfer.fileName },
    { label: 'Size', value: String(transfer.bytes) },
    { label: 'SHA-256', value: transfer.sha256 },
  ];
  if (!batch) return always;
  return [
    ...always,
    { label: 'Control no.', value: batch.controlNumber },
    { label: 'Claims', value: String(batch.claims) },
    { label: 'Lines', value: String(batch.lines) },
    { label: 'Units', value: String(batch.units) },
    { label: 'Members', value: String(batch.members) },
  ];
}
