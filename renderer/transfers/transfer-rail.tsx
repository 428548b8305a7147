import { IconDownload, IconShieldCheck } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { TRANSFER_STEPS } from '#shared/transfers/steps.ts';
import { orpc } from '../api.ts';
import { useSession } from '../app/session.tsx';
import { showToast } from '../app/toast/toast.ts';
import { Button } from '../components/button.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { Notice } from '../components/notice.tsx';
import { Progress } from '../components/progress.tsx';
import { Pairs, Rail, RailSection } from '../components/rail.tsx';
import { NewServerDialog } from './new-server-dialog.tsx';
import { cancelSending, useSending } from './sending.ts';
import { StepList } from './step-list.tsx';
import styles from './transfer-rail.module.css';
import { moment, shortSha256, sizeOfSize } from './words.ts';

/** Everything about the selected file: its steps as they happen, what stopped it, and what it is. */
export function TransferRail({ id }: { readonly id: string }) {
  const sending = useSending();
  const query = useQuery(orpc.transfers.get.queryOptions({ input: { id } }));
  const batches = useQuery(
    orpc.encounters.batches.queryOptions({ input: {}, enabled: query.data?.kind === 'encounters' }),
  );
  if (query.error) return <ErrorLine error={query.error} onRetry={() => void query.refetch()} />;
  const transfer = query.data;
  if (!transfer) return null;
  const batch = batches.data?.batches.find((one) => one.id === transfer.sourceId);
  const live = sending.current?.file.id === id ? sending.current.events : null;
  const upload = live?.find((event) => event.step === 'upload');
  const by = transfer.sentBy ?? transfer.createdBy;
  return (
    <Rail label="The selected file">
      <RailSection plain>
        <h2 className={styles.title}>{transfer.title}</h2>
        <p className={styles.to}>
          to {transfer.planName}, {transfer.usage === 'T' ? 'TEST' : 'production'}, by {by},{' '}
          {moment(transfer.sentAt ?? transfer.createdAt)}
        </p>
        {live && (
          <div className={styles.progress}>
            <Progress
              label={`Sending ${transfer.title}`}
              text={sizeOfSize(upload?.bytes ?? 0, transfer.bytes)}
              share={upload?.state === 'done' ? 1 : (upload?.bytes ?? 0) / Math.max(1, transfer.bytes)}
            />
            <Button size="sm" onClick={cancelSending}>
              Cancel
            </Button>
          </div>
        )}
      </RailSection>
      {!live && <Trouble id={id} />}
      <RailSection title="What has happened">
        <StepList steps={TRANSFER_STEPS} events={live ?? transfer.steps} />
      </RailSection>
      <RailSection title="This file">
        <Pairs
          rows={[
            {
              label: 'Inside',
              value: batch && `${batch.lines} lines, ${batch.claims} claims, ${batch.members} members`,
            },
            { label: 'Control no.', value: batch?.controlNumber },
            {
              label: 'Fingerprint',
              value: (
                <span className={styles.mono} title={transfer.sha256}>
                  {shortSha256(transfer.sha256)}
                </span>
              ),
            },
            {
              label: transfer.state === 'sent' ? 'Went to' : 'Goes to',
              value: transfer.serverPath && <span className={styles.mono}>{transfer.serverPath}</span>,
            },
            {
              label: 'Server',
              value: transfer.hostKey && (
                <span className={styles.mono} title={transfer.hostKey}>
                  {transfer.hostKey.slice(0, 19)}…
                </span>
              ),
            },
            { label: 'Tries', value: transfer.attempts > 1 ? transfer.attempts : null },
          ]}
        />
        {transfer.kind === 'encounters' && <SaveCopy batchId={transfer.sourceId} />}
      </RailSection>
      <div className={styles.assurance}>
        <IconShieldCheck size={17} stroke={1.75} aria-hidden />
        <p>
          {transfer.state === 'sent'
            ? 'The plan has this file. Sending again would find it there and send nothing.'
            : 'If the line drops, the file stays here. Sending again sends the same bytes, so nothing is billed twice.'}
        </p>
      </div>
    </Rail>
  );
}

/** What stopped the last try, and what can be done about it. */
function Trouble({ id }: { readonly id: string }) {
  const { user } = useSession();
  const { problems } = useSending();
  const [asking, setAsking] = useState(false);
  const transfer = useQuery(orpc.transfers.get.queryOptions({ input: { id } })).data;
  const settle = useMutation(orpc.transfers.settle.mutationOptions());
  const error = problems[id];
  if (!transfer || transfer.state === 'sent' || !transfer.problem) return null;
  const { facts } = error?.detail ?? {};
  const changed = error?.code === 'HOST_KEY_CHANGED';
  const unsure = transfer.state === 'unsure';
  return (
    <div className={styles.trouble}>
      <Notice
        state={changed ? 'urgent' : unsure ? 'held' : 'due'}
        actions={
          unsure ? (
            <>
              <Button size="sm" busy={settle.isPending} onClick={() => settle.mutate({ id, arrived: true })}>
                They have it
              </Button>
              <Button size="sm" busy={settle.isPending} onClick={() => settle.mutate({ id, arrived: false })}>
                They do not have it
              </Button>
            </>
          ) : changed && user.role === 'administrator' ? (
            <Button size="sm" onClick={() => setAsking(true)}>
              The plan confirmed a new server…
            </Button>
          ) : undefined
        }
      >
        <p>{transfer.problem}</p>
        {changed && (
          <Pairs
            rows={[
              { label: 'Confirmed', value: <span className={styles.mono}>{facts?.confirmed}</span> },
              { label: 'Shown now', value: <span className={styles.mono}>{facts?.fingerprint}</span> },
            ]}
          />
        )}
        {changed && user.role !== 'administrator' && <p>Only an administrator can accept a new server.</p>}
      </Notice>
      {settle.error && <ErrorLine error={settle.error} />}
      {asking && (
        <NewServerDialog
          server={{
            planId: transfer.planId,
            planName: transfer.planName,
            confirmed: String(facts?.confirmed ?? ''),
            shown: String(facts?.fingerprint ?? ''),
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}

function SaveCopy({ batchId }: { readonly batchId: string }) {
  const save = useMutation(
    orpc.encounters.saveFile.mutationOptions({
      meta: { saves: false },
      onSuccess: ({ fileName }) => {
        if (fileName) showToast({ text: `Saved a copy as ${fileName}.` });
      },
    }),
  );
  return (
    <div className={styles.copy}>
      <Button
        size="sm"
        icon={<IconDownload size={15} stroke={1.75} aria-hidden />}
        busy={save.isPending}
        onClick={() => save.mutate({ id: batchId })}
      >
        Save a copy
      </Button>
      {save.error && <ErrorLine error={save.error} />}
    </div>
  );
}
