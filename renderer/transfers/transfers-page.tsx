import { IconClipboardHeart, IconInbox, IconSend } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { TransferRow } from '#shared/transfers/contract.ts';
import { api, orpc } from '../api.ts';
import { useKeys } from '../app/keyboard/use-keys.ts';
import { showToast } from '../app/toast/toast.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { Notice } from '../components/notice.tsx';
import { Page, PageFooter } from '../components/page.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { AddDocument } from './add-document.tsx';
import { AgainDialog } from './again-dialog.tsx';
import { lookForAnswers, useCollecting } from './collecting.ts';
import { GroupRail } from './group-rail.tsx';
import { HostKeyDialog } from './host-key-dialog.tsx';
import { type GroupRow, isGroup, ledgerRows, outboxRows } from './list-rows.ts';
import { LoadResponse } from './load-response.tsx';
import { PlanCards } from './plan-cards.tsx';
import { ReceivedRail } from './received-rail.tsx';
import { sendFiles, testPlan, useSending, useTest } from './sending.ts';
import { TestRail } from './test-rail.tsx';
import { TransferList } from './transfer-list.tsx';
import { TransferRail } from './transfer-rail.tsx';
import { lateWords, moment } from './words.ts';

/** Files on their way to the plans, and the ledger of those that arrived. */
export function TransfersPage() {
  const [find, setFind] = useKept('TransfersPage.find', '');
  const [selected, setSelected] = useKept<string | null>('TransfersPage.selected', null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [showTest, setShowTest] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const [again, setAgain] = useKept<{ files: readonly TransferRow[]; title: string } | null>(
    'TransfersPage.again',
    null,
  );
  const sending = useSending();
  const collecting = useCollecting();
  const test = useTest();
  const query = useQuery(
    orpc.transfers.list.queryOptions({
      input: { find },
      placeholderData: keepPreviousData,
      refetchInterval: (current) =>
        current.state.data?.outbox.some((row) => row.state === 'sending') ? 700 : false,
    }),
  );
  useKeys([{ keys: '/', label: 'Find in ledger', group: 'list', run: () => search.current?.focus() }]);

  const { plans = [], outbox = [], ledger = [], inbox = [], received = [] } = query.data ?? {};
  const rows = outboxRows(outbox, open, sending.arrived);
  // The rail follows what is being sent, and stays with it once it has arrived.
  const sendingId = sending.current?.file.id;
  const within = rows.find((one) => one.way === 'many' && one.files.some(({ id }) => id === sendingId));
  const followed = within?.way === 'many' && !within.open ? within.id : sendingId;
  useEffect(() => {
    if (followed) setSelected(followed);
  }, [followed]);
  const toggle = ({ id }: GroupRow) => {
    setSelected(id);
    setOpen(open.has(id) ? new Set([...open].filter((one) => one !== id)) : new Set([...open, id]));
  };
  const ledgerCount = (query.data?.ledgerCount ?? 0) + (query.data?.receivedCount ?? 0);
  const actionPlansDue = plans.reduce((sum, plan) => sum + plan.actionPlansDue, 0);
  const queue = useMutation(
    orpc.transfers.queueActionPlans.mutationOptions({
      onSuccess: ({ queued }) =>
        showToast({ text: `${queued} Health Action ${queued === 1 ? 'Plan' : 'Plans'} in the outbox.` }),
    }),
  );
  const late = ledger.filter((row) => row.late);
  const ways = new Map(
    plans.map(({ id, host, nextRunAt }) => [id, { byHand: host === null, nextRunAt }] as const),
  );
  const isByHand = (planId: string) => ways.get(planId)?.byHand !== false;
  const sendable = outbox.filter((row) => row.state === 'queued' && !row.paused && !isByHand(row.planId));
  const shown = selected ?? rows[0]?.id ?? inbox[0]?.id ?? ledger[0]?.id ?? received[0]?.id ?? null;
  const isReceived = [...inbox, ...received].some((one) => one.id === shown);
  const row = [...rows, ...ledgerRows(ledger, received, open, shown)].find((one) => one.id === shown);
  const waits = row?.way === 'many' || outbox.some(({ id }) => id === shown);
  const byHand = row !== undefined && waits && isByHand(row.file.planId);
  const rail =
    showTest && test ? (
      <TestRail />
    ) : (
      shown &&
      (isReceived ? (
        <ReceivedRail key={shown} id={shown} />
      ) : row?.way === 'many' ? (
        <GroupRail
          key={shown}
          group={row}
          byHand={byHand}
          onToggle={() => toggle(row)}
          onAgain={() => setAgain({ files: row.files, title: row.file.title })}
          onPick={(id) => {
            setOpen(new Set([...open, row.id]));
            setSelected(id);
          }}
        />
      ) : (
        !isGroup(shown) && <TransferRail key={shown} id={shown} byHand={byHand} />
      ))
    );

  return (
    <Page
      title="Transfers"
      subtitle={`${plans.length === 1 ? '1 plan' : `${plans.length} plans`}, ${
        query.data?.nextRunAt ? `next automatic send ${moment(query.data.nextRunAt)}` : 'sent when you say so'
      }`}
      actions={
        <>
          {actionPlansDue > 0 && (
            <Button
              icon={<IconClipboardHeart size={16} stroke={1.75} aria-hidden />}
              busy={queue.isPending}
              onClick={() => queue.mutate({})}
            >
              Queue {actionPlansDue} {actionPlansDue === 1 ? 'HAP' : 'HAPs'}
            </Button>
          )}
          {plans.some((plan) => plan.responseFolders > 0) && (
            <Button
              icon={<IconInbox size={16} stroke={1.75} aria-hidden />}
              busy={collecting.running}
              onClick={() => void lookForAnswers()}
            >
              Look for answers
            </Button>
          )}
          <AddDocument plans={plans} onQueued={setSelected} />
          <LoadResponse plans={plans} onLoaded={setSelected} />
          <Button
            variant="ember"
            keys="Ctrl+Enter"
            icon={<IconSend size={16} stroke={1.75} aria-hidden />}
            busy={sending.current !== null}
            disabledReason={sendable.length === 0 ? 'Nothing waits to be sent' : null}
            onClick={() => {
              setShowTest(false);
              sendFiles(sendable);
            }}
          >
            {sendable.length === 0 ? 'Send now' : `Send ${sendable.length} now`}
          </Button>
        </>
      }
      rail={rail || undefined}
      railWidth={352}
      railFrom="below"
      flush
      footer={
        <PageFooter
          keys={[
            { keys: '↵', label: 'open several' },
            { keys: 'r', label: 'send again, same bytes' },
            { keys: 'o', label: 'save what was sent or came' },
            { keys: '/', label: 'find in ledger' },
            { keys: 'Alt+↑↓', label: 'reorder' },
          ]}
          right={`${outbox.length} waiting, ${ledgerCount} in the ledger`}
        />
      }
    >
      {query.error && <ErrorLine error={query.error} onRetry={() => void query.refetch()} />}
      {queue.error && <ErrorLine error={queue.error} />}
      {collecting.error && <ErrorLine error={collecting.error} />}
      {collecting.problems.length > 0 && <Notice state="due">{collecting.problems.join(' ')}</Notice>}
      {late.length > 0 && <Notice state="due">{lateWords(late)}</Notice>}
      {query.isPending && <SkeletonRows height={46} />}
      {query.data && plans.length > 0 && (
        <PlanCards
          plans={plans}
          testing={test?.running ? test.planId : null}
          onTest={(plan) => {
            setShowTest(true);
            void testPlan(plan);
          }}
          waiting={new Set(outbox.map((one) => one.planId))}
          onPanel={(plan) => {
            setShowTest(false);
            setSelected(outbox.find((one) => one.planId === plan.id)?.id ?? null);
          }}
        />
      )}
      {query.data && outbox.length + inbox.length + ledgerCount === 0 && find === '' ? (
        <EmptyState
          fact="Nothing waits to be sent, and nothing was sent yet."
          next="Files come here when you build them in Encounters."
        />
      ) : (
        query.data && (
          <TransferList
            outbox={outbox}
            rows={rows}
            onToggle={toggle}
            inbox={inbox}
            checkedAt={query.data.checkedAt}
            ledger={ledger}
            received={received}
            ledgerCount={ledgerCount}
            ways={ways}
            find={find}
            onFind={setFind}
            search={search}
            selected={shown}
            onOpen={(row) => {
              if (row.way === 'many') return;
              const save = row.way === 'out' ? api.transfers.saveSent : api.transfers.saveReceived;
              void save({ id: row.id }).catch(() => undefined);
            }}
            onAgain={(files, title) => setAgain({ files, title })}
            open={open}
            onSelect={(id) => {
              setSelected(id);
              if (id !== shown) setShowTest(false);
            }}
          />
        )
      )}
      {again && <AgainDialog {...again} onClose={() => setAgain(null)} />}
      <HostKeyDialog />
    </Page>
  );
}
