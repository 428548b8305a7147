import { IconDownload, IconShieldCheck } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { Transfer } from '#shared/transfers/contract.ts';
import { TRANSFER_STEPS } from '#shared/transfers/steps.ts';
import { orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { Button } from '../components/button.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { Notice } from '../components/notice.tsx';
import { Progress } from '../components/progress.tsx';
import { Pairs, Rail, RailSection } from '../components/rail.tsx';
import { ChangedServer } from './changed-server.tsx';
import { MembersInside, PlanSince, SentBefore } from './inside.tsx';
import { PortalPanel } from './portal-panel.tsx';
import { cancelSending, pauseSending, sendFiles, shareSent, useSending } from './sending.ts';
import { StepList } from './step-list.tsx';
import styles from './transfer-rail.module.css';
import { counted, dayOf, moment, shortSha256, sizeOfSize } from './words.ts';

/** Everything about the selected file: its steps as they happen, what stopped it, and what it is. */
export function TransferRail({ id, byHand }: { readonly id: string; readonly byHand: boolean }) {
  const sending = useSending();
  const query = useQuery(
    orpc.transfers.get.queryOptions({
      input: { id },
      refetchInterval: (now) => (now.state.data?.state === 'sending' ? 700 : false),
    }),
  );
  const batches = useQuery(
    orpc.encounters.batches.queryOptions({
      input: {},
      enabled: query.data?.kind === 'encounters' || query.data?.kind === 'invoice',
    }),
  );
  if (query.error) return <ErrorLine error={query.error} onRetry={() => void query.refetch()} />;
  const transfer = query.data;
  if (!transfer) return null;
  const batch = batches.data?.batches.find((one) => one.id === transfer.sourceId);
  const current = sending.current?.file.id === id ? sending.current : null;
  const live = current?.events ?? null;
  const share = current ? shareSent(current) : 0;
  const by = transfer.sentBy ?? transfer.createdBy;
  // No server took it: a person uploaded it, and that is the only step there was.
  const wentByHand = transfer.state === 'sent' && transfer.serverPath === null;
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
              text={sizeOfSize(Math.round(share * transfer.bytes), transfer.bytes)}
              share={share}
            />
            <div className={styles.buttons}>
              <Button size="sm" onClick={() => pauseSending(id)}>
                Pause
              </Button>
              <Button size="sm" onClick={cancelSending}>
                Cancel
              </Button>
            </div>
          </div>
        )}
      </RailSection>
      {!live && <Trouble transfer={transfer} byHand={byHand} />}
      {!byHand && (
        <RailSection title="What has happened">
          <StepList steps={wentByHand ? ['ledger'] : TRANSFER_STEPS} events={live ?? transfer.steps} />
        </RailSection>
      )}
      <RailSection title="This file">
        <Pairs
          rows={[
            {
              label: 'Inside',
              value:
                batch &&
                [
                  counted(batch.lines, 'line'),
                  counted(batch.claims, 'claim'),
                  counted(batch.members, 'member'),
                ].join(', '),
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
            { label: 'Answered', value: transfer.answeredAt && moment(transfer.answeredAt) },
            { label: 'Tries', value: transfer.attempts > 1 ? transfer.attempts : null },
          ]}
        />
        {transfer.contentRemovedAt === null ? (
          <SaveCopy id={transfer.id} />
        ) : (
          <p className={styles.outcome}>
            The years for which Hearth keeps this file were over {dayOf(transfer.contentRemovedAt)}. Its line
            stays.
          </p>
        )}
      </RailSection>
      <MembersInside transfer={transfer} />
      <PlanSince transfer={transfer} />
      <SentBefore transfer={transfer} />
      {byHand && <PortalPanel transfer={transfer} batch={batch} />}
      <div className={styles.assurance}>
        <IconShieldCheck size={17} stroke={1.75} aria-hidden />
        <p>
          {transfer.state === 'sent'
            ? wentByHand
              ? 'What was uploaded is kept here, byte for byte.'
              : 'The plan has this file. Sending again would find it there and send nothing.'
            : 'If the line drops, it goes on from where it stopped. Sending again sends the same bytes, so nothing is billed twice.'}
        </p>
      </div>
    </Rail>
  );
}

/** What stopped the last try, or waits for a person, and what can be done about it. */
function Trouble({ transfer, byHand }: { readonly transfer: Transfer; readonly byHand: boolean }) {
  const { problems } = useSending();
  const settle = useMutation(orpc.transfers.settle.mutationOptions());
  const { id, state, problem, planName } = transfer;
  const error = problems[id];
  const answer = (arrived: boolean, words: string) => (
    <Button size="sm" busy={settle.isPending} onClick={() => settle.mutate({ id, arrived })}>
      {words}
    </Button>
  );
  if (state === 'sent' || !(problem || byHand)) return null;
  return (
    <div className={styles.trouble}>
      {byHand ? (
        <Notice state="neutral" actions={answer(true, 'It is uploaded')}>
          {planName} takes files by hand. Save a copy, upload it on the plan’s portal, then say so here.
        </Notice>
      ) : error?.code === 'HOST_KEY_CHANGED' ? (
        <ChangedServer error={error} plan={{ id: transfer.planId, name: planName }} />
      ) : state === 'unsure' ? (
        <Notice
          state="held"
          actions={
            <>
              {answer(true, 'They have it')}
              {answer(false, 'They do not have it')}
            </>
          }
        >
          {problem}
        </Notice>
      ) : (
        <Notice
          state={transfer.paused ? 'neutral' : 'due'}
          actions={
            transfer.paused && (
              <Button size="sm" onClick={() => sendFiles([transfer])}>
                Go on
              </Button>
            )
          }
        >
          {problem}
        </Notice>
      )}
      {settle.error && <ErrorLine error={settle.error} />}
    </div>
  );
}

function SaveCopy({ id }: { readonly id: string }) {
  const save = useMutation(
    orpc.transfers.saveSent.mutationOptions({
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
        onClick={() => save.mutate({ id })}
      >
        Save a copy
      </Button>
      {save.error && <ErrorLine error={save.error} />}
    </div>
  );
}
