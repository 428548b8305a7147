import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ProtocolKind } from '#shared/assessments/protocols.ts';
import { PROTOCOL_PLAIN } from '#shared/assessments/protocols.ts';
import { orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { Tag } from '../components/tag.tsx';
import styles from './protocol-button.module.css';

/** Opens the agency's protocol beside a safety prompt; it can be saved as a page. */
export function ProtocolButton({ kind }: { readonly kind: ProtocolKind }) {
  const [open, setOpen] = useState(false);
  const query = useQuery({ ...orpc.forms.protocols.queryOptions({ input: {} }), enabled: open });
  const print = useMutation(
    orpc.forms.printProtocol.mutationOptions({
      onSuccess: ({ fileName }) => {
        if (fileName !== null) showToast({ text: `Saved ${fileName}.` });
      },
    }),
  );
  const protocol = query.data?.protocols.find((each) => each.kind === kind);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open protocol</Button>
      <Dialog title={protocol?.title ?? 'Protocol'} opened={open} onClose={() => setOpen(false)} size={560}>
        {query.error && <ErrorLine error={query.error} onRetry={() => void query.refetch()} />}
        {protocol && (
          <div className={styles.protocol}>
            {!protocol.own && (
              <>
                <Tag state="due" tinted>
                  Plain text, to be replaced
                </Tag>
                <p className={styles.quiet}>{PROTOCOL_PLAIN}</p>
              </>
            )}
            <div className={styles.text}>{protocol.text}</div>
            {print.error && <ErrorLine error={print.error} />}
          </div>
        )}
        {/* Outside of what is still being read, so that the focus has a safe place from the start. */}
        <div className={styles.buttons}>
          <Button onClick={() => setOpen(false)} data-autofocus>
            Back to the form
          </Button>
          <Button busy={print.isPending || query.isPending} onClick={() => print.mutate({ kind })}>
            Save PDF
          </Button>
        </div>
      </Dialog>
    </>
  );
}
