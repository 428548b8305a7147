import { useState } from 'react';
import { ConfirmDialog } from '../components/dialog.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import styles from './host-key.module.css';
import { confirmServer, type HostKeyQuestion, putQuestionAway, useSending } from './sending.ts';

/** Asks whether a server nobody confirmed yet is the plan's, before anything is sent to it. */
export function HostKeyDialog() {
  const { question } = useSending();
  return question && <Question key={question.fingerprint} question={question} />;
}

function Question({ question }: { readonly question: HostKeyQuestion }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { planName, host, fingerprint, files } = question;
  const confirm = async () => {
    setBusy(true);
    setError(null);
    try {
      await confirmServer(question);
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <ConfirmDialog
      title={`Is this ${planName}’s server?`}
      opened
      onClose={putQuestionAway}
      onConfirm={() => void confirm()}
      verb={files.length > 0 ? 'Yes, send there' : 'Yes, it is'}
      safeVerb={files.length > 0 ? 'Send nothing' : 'Not sure'}
      busy={busy}
    >
      <p className={styles.text}>
        {host} shows this fingerprint. Compare all of it with the one in {planName}’s letter, or call their
        EDI desk and read it to them.
      </p>
      <p className={styles.fingerprint} data-testid="fingerprint">
        {fingerprint}
      </p>
      <p className={styles.text}>
        Hearth remembers your answer. If the server ever shows another fingerprint, nothing is sent.
      </p>
      {error !== null && <ErrorLine error={error} />}
    </ConfirmDialog>
  );
}
