import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Transfer } from '#shared/transfers/contract.ts';
import { orpc } from '../api.ts';
import { Button } from '../components/button.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { Notice } from '../components/notice.tsx';
import { RailSection } from '../components/rail.tsx';
import styles from './transfer-rail.module.css';
import { counted, dayOf } from './words.ts';

/** Whose data is inside a file; the names are shown on request, and that is on record. */
export function MembersInside({ transfer }: { readonly transfer: Transfer }) {
  const [shown, setShown] = useState(false);
  const query = useQuery(
    orpc.transfers.members.queryOptions({ input: { id: transfer.id }, enabled: shown, staleTime: 60_000 }),
  );
  if (transfer.members === 0) return null;
  return (
    <RailSection title="Whose data is inside" right={counted(transfer.members, 'member')}>
      {!shown && (
        <Button size="sm" onClick={() => setShown(true)}>
          Show names
        </Button>
      )}
      {query.error && <ErrorLine error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && (
        <ul className={styles.people}>
          {query.data.members.map((member) => (
            <li key={member.id} className={styles.person}>
              <Link to={`/members/${member.id}` as never}>{member.name}</Link>
              <span className={styles.mono}>{member.cin}</span>
            </li>
          ))}
        </ul>
      )}
    </RailSection>
  );
}

/** Earlier sendings of a file that went again: the ledger forgets none. */
export function SentBefore({ transfer }: { readonly transfer: Transfer }) {
  if (transfer.sentBefore.length === 0) return null;
  return (
    <RailSection title="Sent before">
      <ul className={styles.people}>
        {transfer.sentBefore.map((one) => (
          <li key={one.at} className={styles.outcome}>
            {dayOf(one.at)} by {one.by}
            {one.answeredAt && `, answered ${dayOf(one.answeredAt)}`}. Again because: {one.reason}
          </li>
        ))}
      </ul>
    </RailSection>
  );
}

/** What changed in a Health Action Plan since the version in this file. */
export function PlanSince({ transfer }: { readonly transfer: Transfer }) {
  const { actionPlan } = transfer;
  if (!actionPlan) return null;
  const { newer, changes, version, memberId } = actionPlan;
  if (!newer) {
    return (
      <RailSection title="Since then">
        <p className={styles.outcome}>Version {version} is the newest signed one.</p>
      </RailSection>
    );
  }
  const state = { none: 'not in the outbox yet', queued: 'waits in the outbox', sent: 'sent' }[
    newer.transfer
  ];
  return (
    <RailSection title="Since then" right={`version ${newer.version}`}>
      <Notice state={newer.transfer === 'sent' ? 'neutral' : 'due'}>
        Version {newer.version} was signed {dayOf(newer.signedAt)}, {state}.
      </Notice>
      <ul className={styles.changes}>
        {changes.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
      <Link to={`/members/${memberId}/hap/compare` as never}>Compare the versions</Link>
    </RailSection>
  );
}
