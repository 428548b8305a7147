import type { ReactNode } from 'react';
import { api } from '../api.ts';
import { Button } from './button.tsx';
import { CopyButton } from './copy-button.tsx';
import styles from './error-line.module.css';
import { errorOf } from './error-of.ts';
import { StateIcon } from './tag.tsx';

/** The number of an incident to the clipboard: it says nothing, so it may be copied from a locked screen too. */
function CopyIncident({ id }: { readonly id: string }) {
  return <CopyButton text={id} name="Copy the incident id" copy={() => api.vault.copyIncident({ id })} />;
}

/**
 * A failed call in the page: what happened, what is safe, what to do, then a button.
 *
 * `safe` says what was kept, when the error's own sentence does not. The incident id is quiet text with copy.
 */
export function ErrorLine({
  error,
  safe,
  action,
  onRetry,
}: {
  readonly error: unknown;
  readonly safe?: string;
  readonly action?: ReactNode;
  readonly onRetry?: () => void;
}) {
  const shown = errorOf(error);
  return (
    <div className={styles.error} role="alert" data-error-code={shown.code}>
      <StateIcon state="urgent" size={16} />
      <div className={styles.text}>
        <p>
          {safe && `${safe} `}
          {shown.message}
        </p>
        {shown.detail.incidentId && (
          <p className={styles.incident}>
            Incident {shown.detail.incidentId}
            <CopyIncident id={shown.detail.incidentId} />
          </p>
        )}
      </div>
      {action}
      {onRetry && (
        <Button size="sm" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}
