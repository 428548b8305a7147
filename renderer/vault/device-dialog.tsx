import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { fieldError } from '../components/error-of.ts';
import { Notice } from '../components/notice.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import styles from './entry-screen.module.css';
import { PassphraseField } from './passphrase-field.tsx';

/** Lets the computer's own sign-in stand for one's passphrase after a lock of its screen, or takes that back. */
export function DeviceDialog({ onClose }: { readonly onClose: () => void }) {
  const client = useQueryClient();
  const device = useQuery(orpc.vault.deviceUnlock.queryOptions({ input: {} }));
  const [own, setOwn] = useState('');
  const done = (text: string) => async () => {
    await client.invalidateQueries({ queryKey: orpc.vault.key() });
    showToast({ text });
    onClose();
  };
  const allow = useMutation(
    orpc.vault.allowDevice.mutationOptions({
      onSuccess: done('After a screen lock Hearth opens without your passphrase.'),
      meta: { saves: false },
    }),
  );
  const drop = useMutation(
    orpc.vault.dropDevice.mutationOptions({
      onSuccess: done('Hearth asks for your passphrase every time.'),
      meta: { saves: false },
    }),
  );
  const ownError = fieldError(allow.error, 'own');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (own !== '' && !allow.isPending) allow.mutate({ own });
  };
  return (
    <Dialog title="Open without your passphrase after a screen lock?" opened onClose={onClose} size={480}>
      <form className={styles.form} onSubmit={submit}>
        {device.isLoading && <SkeletonRows rows={2} />}
        {device.error && <ErrorLine error={device.error} onRetry={() => void device.refetch()} />}
        {device.data?.state === 'unavailable' && (
          <>
            <Notice>Not available on this computer. {device.data.reason}</Notice>
            <p>Your passphrase opens Hearth as before.</p>
          </>
        )}
        {device.data && device.data.state !== 'unavailable' && (
          <p>
            When this computer locked its screen, its own sign-in is enough, for {device.data.hours} hours
            after you typed your passphrase. After any other lock, and whenever Hearth starts, the passphrase
            is needed. Whoever can sign in as you on this computer can then open Hearth too.
          </p>
        )}
        {device.data?.state === 'off' && (
          <PassphraseField label="Your own passphrase" value={own} onChange={setOwn} error={ownError} />
        )}
        {allow.error && !ownError && <ErrorLine error={allow.error} />}
        {drop.error && <ErrorLine error={drop.error} />}
        <div className={styles.buttons}>
          <Button onClick={onClose}>{device.data?.state === 'off' ? 'Not now' : 'Close'}</Button>
          {device.data?.state === 'off' && (
            <Button
              variant="ember"
              type="submit"
              busy={allow.isPending}
              disabledReason={own === '' ? 'Your own passphrase is needed' : null}
            >
              Turn on
            </Button>
          )}
          {device.data?.state === 'on' && (
            <Button busy={drop.isPending} onClick={() => drop.mutate({})}>
              Turn off
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
