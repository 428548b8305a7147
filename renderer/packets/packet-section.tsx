import { IconPackage } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { orpc } from '../api.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { shortDateWithYear } from '../components/date-text.ts';
import { Dialog } from '../components/dialog.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { Notice } from '../components/notice.tsx';
import { Progress } from '../components/progress.tsx';
import { TextField } from '../components/text-field.tsx';
import styles from './packets.module.css';
import { useMakingPacket } from './use-packet.ts';
import { useVerifyPacket } from './verify-button.tsx';

/** The audit packets of one member: make one, see those made, verify a file. */
export function PacketSection({ memberId }: { readonly memberId: string }) {
  const [asking, setAsking] = useKept('PacketSection.asking', false, memberId);
  const making = useMakingPacket(memberId);
  const verify = useVerifyPacket('sm');
  const query = useQuery(orpc.packets.list.queryOptions({ input: { memberId } }));
  const packets = query.data?.packets ?? [];
  return (
    <section className={styles.packets} aria-label="Audit packets">
      <div className={styles.head}>
        <h2 className={styles.title}>Audit packets</h2>
        <Button
          size="sm"
          icon={<IconPackage size={16} stroke={1.75} aria-hidden />}
          busy={making.event !== null}
          onClick={() => setAsking(true)}
        >
          Make audit packet
        </Button>
        {verify.button}
      </div>
      {making.event && (
        <Progress
          label="Making the audit packet"
          text={making.event.section === '' ? 'Where to put it' : making.event.section}
          share={making.event.section === '' ? null : making.event.done / making.event.total}
          onCancel={making.stop}
        />
      )}
      {making.problem !== null && <ErrorLine error={making.problem} safe="No packet was written." />}
      {making.notes.length > 0 && (
        <Notice state="urgent" title="Saved. Some of the record needs a look.">
          {making.notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </Notice>
      )}
      {verify.answer}
      {query.error && <ErrorLine error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && packets.length === 0 && (
        <p className={styles.quiet}>
          None made yet. A packet holds the whole record as one PDF, with a hash that proves it later.
        </p>
      )}
      <ul className={styles.list}>
        {packets.map((packet) => (
          <li key={packet.id}>
            {shortDateWithYear(packet.madeAt.slice(0, 10))}, {packet.purpose}, {packet.pages} pages, by{' '}
            {packet.madeBy}
            <small>
              {packet.fileName}, SHA-256 {packet.sha256}
            </small>
          </li>
        ))}
      </ul>
      {asking && (
        <PurposeDialog
          onClose={() => setAsking(false)}
          onMake={(purpose) => {
            setAsking(false);
            void making.run(purpose);
          }}
        />
      )}
    </section>
  );
}

function PurposeDialog({
  onClose,
  onMake,
}: {
  readonly onClose: () => void;
  readonly onMake: (purpose: string) => void;
}) {
  const [purpose, setPurpose] = useKept('PurposeDialog.purpose', '');
  return (
    <Dialog title="Make an audit packet" opened onClose={onClose}>
      <div className={styles.form}>
        <p className={styles.quiet}>
          Consent, assessments, every plan version, notes, outreach, tasks, letters, encounters and the access
          log. The file is not encrypted once it is saved.
        </p>
        <TextField
          label="What is it for"
          help="stands on its first page"
          value={purpose}
          maxLength={200}
          onChange={setPurpose}
        />
        <div className={styles.buttons}>
          <Button onClick={onClose}>Not now</Button>
          <Button
            variant="ember"
            keys="Ctrl+Enter"
            disabledReason={purpose.trim() === '' ? 'Say what it is for' : null}
            onClick={() => onMake(purpose.trim())}
          >
            Choose where
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
