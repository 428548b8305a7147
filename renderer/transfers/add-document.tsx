import { IconFilePlus } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { PlanConnection, QueueEvent } from '#shared/transfers/contract.ts';
import { api } from '../api.ts';
import { queryClient } from '../app/query-client.ts';
import { showToast } from '../app/toast/toast.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { Progress } from '../components/progress.tsx';
import styles from './transfer-rail.module.css';
import { sizeOfSize } from './words.ts';

/** Puts any file into the outbox of a plan: a return file, an invoice, a document the plan asked for. */
export function AddDocument({
  plans,
  onQueued,
}: {
  readonly plans: readonly PlanConnection[];
  readonly onQueued: (id: string) => void;
}) {
  const [asking, setAsking] = useState(false);
  const [event, setEvent] = useState<QueueEvent | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const stop = useRef<AbortController | null>(null);

  const queue = async (planId: string) => {
    setBusy(true);
    setError(null);
    stop.current = new AbortController();
    try {
      const events = await api.transfers.queueDocument({ planId }, { signal: stop.current.signal });
      for await (const next of events) {
        setEvent(next);
        if (next.step !== 'queued' || next.id === null) continue;
        showToast({ text: next.sentence });
        onQueued(next.id);
      }
      setAsking(false);
    } catch (failure) {
      if (!stop.current.signal.aborted) {
        setError(failure);
        setAsking(true);
      }
    }
    setBusy(false);
    setEvent(null);
    await queryClient.invalidateQueries();
  };
  const keeping = event?.step === 'keeping' ? event : null;
  const [only] = plans;
  return (
    <>
      <Button
        icon={<IconFilePlus size={16} stroke={1.75} aria-hidden />}
        busy={busy}
        disabledReason={plans.length === 0 ? 'There is no plan yet' : null}
        onClick={() => (plans.length === 1 && only ? void queue(only.id) : setAsking(true))}
      >
        Add a file
      </Button>
      <Dialog
        title="Which plan is the file for?"
        opened={asking || keeping !== null}
        onClose={() => {
          stop.current?.abort();
          setAsking(false);
        }}
      >
        {keeping ? (
          <Progress
            label={keeping.sentence}
            text={sizeOfSize(keeping.bytes, keeping.total)}
            share={keeping.total === 0 ? null : keeping.bytes / keeping.total}
            onCancel={() => stop.current?.abort()}
          />
        ) : (
          <div className={styles.buttons}>
            {plans.map((plan) => (
              <Button key={plan.id} busy={busy} onClick={() => void queue(plan.id)}>
                {plan.shortName}
              </Button>
            ))}
          </div>
        )}
        {error !== null && <ErrorLine error={error} />}
      </Dialog>
    </>
  );
}
