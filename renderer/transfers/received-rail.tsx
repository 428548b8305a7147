import { IconDownload } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Received } from '#shared/transfers/contract.ts';
import { RECEIVED_WORDS } from '#shared/transfers/kinds.ts';
import { HospitalNotices } from '../admissions/hospital-notices.tsx';
import { orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { Button } from '../components/button.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { Notice } from '../components/notice.tsx';
import { Pairs, Rail, RailSection } from '../components/rail.tsx';
import styles from './transfer-rail.module.css';
import { fileSize, moment, shortSha256 } from './words.ts';

/** Everything about a file from a plan: what it is, what became of it, and what a person can decide. */
export function ReceivedRail({ id }: { readonly id: string }) {
  const query = useQuery(orpc.transfers.received.queryOptions({ input: { id } }));
  if (query.error) return <ErrorLine error={query.error} onRetry={() => void query.refetch()} />;
  const file = query.data;
  if (!file) return null;
  return (
    <Rail label="The selected file">
      <RailSection plain>
        <h2 className={styles.title}>{RECEIVED_WORDS[file.kind]}</h2>
        <p className={styles.to}>
          from {file.planName}, {file.serverPath === null ? 'loaded' : 'fetched'} by {file.receivedBy},{' '}
          {moment(file.receivedAt)}
        </p>
      </RailSection>
      {file.state === 'waiting' ? (
        <Decision file={file} />
      ) : (
        <RailSection title="What became of it">
          <p className={styles.outcome}>{file.sentence}</p>
          {file.importId && file.kind !== 'response_sheet' && (
            <Link to={'/rosters' as never}>Open Rosters</Link>
          )}
          {file.importId && file.kind === 'response_sheet' && (
            <Link to={'/encounters/responses' as never} search={{ sheet: file.importId } as never}>
              Look at the sheet
            </Link>
          )}
        </RailSection>
      )}
      {file.kind === 'admissions' && (
        <HospitalNotices receivedId={file.id} waits={file.state === 'waiting'} />
      )}
      {file.head.length > 0 && file.kind !== 'admissions' && (
        <RailSection title="How it begins">
          <p className={styles.head}>{file.head.join('\n')}</p>
        </RailSection>
      )}
      <RailSection title="This file">
        <Pairs
          rows={[
            { label: 'Name', value: <span className={styles.mono}>{file.fileName}</span> },
            { label: 'Size', value: fileSize(file.bytes) },
            { label: 'Answers', value: file.answers?.title },
            {
              label: 'Fingerprint',
              value: (
                <span className={styles.mono} title={file.sha256}>
                  {shortSha256(file.sha256)}
                </span>
              ),
            },
            {
              label: 'Came from',
              value: file.serverPath && <span className={styles.mono}>{file.serverPath}</span>,
            },
            {
              label: 'Server',
              value: file.hostKey && (
                <span className={styles.mono} title={file.hostKey}>
                  {file.hostKey.slice(0, 19)}…
                </span>
              ),
            },
            { label: 'Decided by', value: file.state === 'done' ? file.settledBy : null },
          ]}
        />
        <SaveReceived id={file.id} />
      </RailSection>
    </Rail>
  );
}

/** Messages of a hospital’s system are nothing else; a list of them may be taken for one by mistake. */
function isMessages({ kind, firstLine }: Pick<Received, 'kind' | 'firstLine'>): boolean {
  return kind === 'admissions' && /^(FHS|BHS|MSH)/.test(firstLine);
}

/** What a person can say about a file whose kind Hearth does not know, or could not read. */
function Decision({ file }: { readonly file: Received }) {
  const settle = useMutation(
    orpc.transfers.settleReceived.mutationOptions({
      onSuccess: ({ sentence }) => showToast({ text: sentence }),
    }),
  );
  return (
    <div className={styles.trouble}>
      <Notice
        state="due"
        actions={
          <>
            {!isMessages(file) && (
              <Button
                size="sm"
                busy={settle.isPending}
                onClick={() => settle.mutate({ id: file.id, as: 'roster' })}
              >
                It is a roster
              </Button>
            )}
            {file.kind !== 'admissions' && (
              <Button
                size="sm"
                busy={settle.isPending}
                onClick={() => settle.mutate({ id: file.id, as: 'admissions' })}
              >
                Hospital notices
              </Button>
            )}
            <Button
              size="sm"
              busy={settle.isPending}
              onClick={() => settle.mutate({ id: file.id, as: 'nothing' })}
            >
              {file.kind === 'admissions' ? 'Nothing more to do' : 'Keep it, nothing to do'}
            </Button>
          </>
        }
      >
        {file.sentence}
      </Notice>
      {settle.error && <ErrorLine error={settle.error} />}
    </div>
  );
}

function SaveReceived({ id }: { readonly id: string }) {
  const save = useMutation(
    orpc.transfers.saveReceived.mutationOptions({
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
