import { IconSend } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { orpc } from '../api.ts';
import { useKeys } from '../app/keyboard/use-keys.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { Page, PageFooter } from '../components/page.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { HostKeyDialog } from './host-key-dialog.tsx';
import { PlanCards } from './plan-cards.tsx';
import { sendFiles, testPlan, useSending, useTest } from './sending.ts';
import { TestRail } from './test-rail.tsx';
import { TransferList } from './transfer-list.tsx';
import { TransferRail } from './transfer-rail.tsx';

/** Files on their way to the plans, and the ledger of those that arrived. */
export function TransfersPage() {
  const [find, setFind] = useState('');
  const [selected, setSelected] = useState<string | null>(null);
  const [showTest, setShowTest] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const sending = useSending();
  const test = useTest();
  const query = useQuery(
    orpc.transfers.list.queryOptions({
      input: { find },
      placeholderData: keepPreviousData,
      refetchInterval: (current) =>
        current.state.data?.outbox.some((row) => row.state === 'sending') ? 700 : false,
    }),
  );
  // The rail follows what is being sent, and stays with it once it has arrived.
  const sendingId = sending.current?.file.id;
  useEffect(() => {
    if (sendingId) setSelected(sendingId);
  }, [sendingId]);
  useKeys([{ keys: '/', label: 'Find in ledger', group: 'list', run: () => search.current?.focus() }]);

  const { plans = [], outbox = [], ledger = [], ledgerCount = 0 } = query.data ?? {};
  const withServer = new Set(plans.filter((plan) => plan.host !== null).map((plan) => plan.id));
  const sendable = outbox.filter((row) => row.state === 'queued' && withServer.has(row.planId));
  const shown = selected ?? outbox[0]?.id ?? ledger[0]?.id ?? null;
  const row = outbox.find((one) => one.id === shown);
  const byHand = row !== undefined && !withServer.has(row.planId);
  const rail =
    showTest && test ? <TestRail /> : shown && <TransferRail key={shown} id={shown} byHand={byHand} />;

  return (
    <Page
      title="Transfers"
      subtitle={
        plans.length === 1 ? '1 plan, sent when you say so' : `${plans.length} plans, sent when you say so`
      }
      actions={
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
      }
      rail={rail || undefined}
      railWidth={352}
      flush
      footer={
        <PageFooter
          keys={[
            { keys: 'r', label: 'send again, same bytes' },
            { keys: '/', label: 'find in ledger' },
          ]}
          right={`${outbox.length} waiting, ${ledgerCount} in the ledger`}
        />
      }
    >
      {query.error && <ErrorLine error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows height={46} />}
      {query.data && plans.length > 0 && (
        <PlanCards
          plans={plans}
          testing={test?.running ? test.planId : null}
          onTest={(plan) => {
            setShowTest(true);
            void testPlan(plan);
          }}
        />
      )}
      {query.data && outbox.length + ledger.length === 0 && find === '' ? (
        <EmptyState
          fact="Nothing waits to be sent, and nothing was sent yet."
          next="Files come here when you build them in Encounters."
        />
      ) : (
        query.data && (
          <TransferList
            outbox={outbox}
            ledger={ledger}
            ledgerCount={ledgerCount}
            withServer={withServer}
            find={find}
            onFind={setFind}
            search={search}
            selected={shown}
            onSelect={(id) => {
              setSelected(id);
              if (id !== shown) setShowTest(false);
            }}
          />
        )
      )}
      <HostKeyDialog />
    </Page>
  );
}
