import { IconFileDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { PlanConnection } from '#shared/transfers/contract.ts';
import { orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import styles from './transfer-rail.module.css';

/** Takes an answer that a person fetched from a plan's portal; asks whose it is when there are several plans. */
export function LoadResponse({
  plans,
  onLoaded,
}: {
  readonly plans: readonly PlanConnection[];
  readonly onLoaded: (id: string) => void;
}) {
  const [asking, setAsking] = useState(false);
  const load = useMutation(
    orpc.transfers.loadResponse.mutationOptions({
      onSuccess: (loaded) => {
        setAsking(false);
        if (!loaded) return;
        showToast({ text: loaded.sentence });
        onLoaded(loaded.id);
      },
    }),
  );
  const [only] = plans;
  return (
    <>
      <Button
        icon={<IconFileDownload size={16} stroke={1.75} aria-hidden />}
        busy={load.isPending}
        disabledReason={plans.length === 0 ? 'There is no plan yet' : null}
        onClick={() => (plans.length === 1 && only ? load.mutate({ planId: only.id }) : setAsking(true))}
      >
        Load a response
      </Button>
      {load.error && !asking && <ErrorLine error={load.error} />}
      <Dialog title="Which plan is it from?" opened={asking} onClose={() => setAsking(false)}>
        <div className={styles.buttons}>
          {plans.map((plan) => (
            <Button key={plan.id} busy={load.isPending} onClick={() => load.mutate({ planId: plan.id })}>
              {plan.shortName}
            </Button>
          ))}
        </div>
        {load.error && <ErrorLine error={load.error} />}
      </Dialog>
    </>
  );
}
