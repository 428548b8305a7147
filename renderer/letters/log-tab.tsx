import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Letter } from '#shared/letters/contract.ts';
import { LANGUAGE_WORDS } from '#shared/letters/kinds.ts';
import { CARE_TEAM } from '#shared/roles.ts';
import { orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { useSession } from '../app/session.tsx';
import { showToast } from '../app/toast/toast.ts';
import { useToday } from '../app/today.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { DateWord } from '../components/date-word.tsx';
import { Dialog } from '../components/dialog.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { ListTable } from '../components/list-table.tsx';
import { Page, PageFooter } from '../components/page.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { TabPanel } from '../components/tabs.tsx';
import { Tag } from '../components/tag.tsx';
import { TextField } from '../components/text-field.tsx';
import styles from './letters.module.css';

/** Every printed letter: when it went to the mail, and whether it came back. */
export function LogTab({ bar }: { readonly bar: ReactNode }) {
  const today = useToday();
  const go = useGo();
  const { user } = useSession();
  const writes = CARE_TEAM.includes(user.role);
  const [limit, setLimit] = useState(200);
  const [returning, setReturning] = useKept<Letter | null>('LogTab.returning', null);
  const query = useQuery({
    ...orpc.letters.log.queryOptions({ input: { limit } }),
    placeholderData: keepPreviousData,
  });
  const mailed = useMutation(
    orpc.letters.mailed.mutationOptions({
      onSuccess: (_, { ids }) =>
        showToast({ text: `Marked as mailed: ${ids.length} ${ids.length === 1 ? 'letter' : 'letters'}.` }),
    }),
  );
  const addresses = useMutation({
    ...orpc.letters.addresses.mutationOptions({
      onSuccess: (saved) => {
        if (saved) showToast({ text: `Saved ${saved.fileName}, ${saved.pages} pages.` });
      },
    }),
    meta: { saves: false },
  });
  const rows = query.data?.letters ?? [];
  const waiting = rows.filter((row) => row.mailedOn === null);
  return (
    <Page
      title="Letters"
      subtitle="what was printed, mailed and came back"
      flush
      bar={bar}
      actions={
        writes && (
          <>
            {(['envelopes', 'labels'] as const).map((as) => (
              <Button
                key={as}
                busy={addresses.isPending && addresses.variables?.as === as}
                disabledReason={waiting.length === 0 ? 'Every letter is marked as mailed' : null}
                onClick={() => addresses.mutate({ ids: waiting.map(({ id }) => id), as })}
              >
                {as === 'envelopes' ? 'Envelopes' : 'Labels'}
              </Button>
            ))}
            <Button
              variant="ember"
              keys="Ctrl+Enter"
              busy={mailed.isPending}
              disabledReason={waiting.length === 0 ? 'Every letter is marked as mailed' : null}
              onClick={() => mailed.mutate({ ids: waiting.map(({ id }) => id), on: today })}
            >
              {`Mark ${waiting.length} as mailed today`}
            </Button>
          </>
        )
      }
      footer={
        <PageFooter
          keys={[
            { keys: 'Enter', label: 'open the chart' },
            { keys: 'r', label: 'came back' },
          ]}
          right={`${rows.length} of ${query.data?.total ?? 0}`}
        />
      }
    >
      <TabPanel name="letters" tab="log">
        {query.error && <ErrorLine error={query.error} onRetry={() => void query.refetch()} />}
        {mailed.error && <ErrorLine error={mailed.error} />}
        {addresses.error && <ErrorLine error={addresses.error} />}
        {!query.data && !query.error && <SkeletonRows />}
        {query.data && rows.length === 0 && (
          <EmptyState fact="No letter was printed yet." next="Print one from the tab Write." />
        )}
        {rows.length > 0 && (
          <ListTable
            label="Printed letters"
            rowKey={(row) => row.id}
            rowName={(row) => `${row.member.name}, ${row.title}`}
            onOpen={(row) => go(`/members/${row.member.id}`)}
            onEnd={() => rows.length < (query.data?.total ?? 0) && setLimit(500)}
            groups={[{ key: 'all', rows }]}
            rowKeys={
              writes
                ? [{ keys: 'r', label: 'came back', run: (row) => row.returnedOn ?? setReturning(row) }]
                : []
            }
            columns={[
              {
                key: 'who',
                header: 'Member',
                width: 'minmax(140px, 1fr)',
                cell: (row) => <strong>{row.member.name}</strong>,
              },
              {
                key: 'what',
                header: 'Letter',
                width: 'minmax(180px, 2fr)',
                cell: (row) => `${row.title}, ${LANGUAGE_WORDS[row.language]}`,
              },
              {
                key: 'printed',
                header: 'Printed',
                width: '110px',
                cell: (row) => <DateWord date={row.printedAt.slice(0, 10)} today={today} />,
              },
              {
                key: 'state',
                header: 'Mail',
                width: 'minmax(170px, 1.4fr)',
                cell: (row) =>
                  row.returnedOn ? (
                    <Tag state="urgent">{`came back: ${row.returnedReason ?? ''}`}</Tag>
                  ) : row.mailedOn ? (
                    <Tag state="done">mailed</Tag>
                  ) : (
                    <Tag state="due">not mailed yet</Tag>
                  ),
              },
              {
                key: 'act',
                header: 'Action',
                width: '100px',
                align: 'end',
                cell: (row) =>
                  writes &&
                  !row.returnedOn && (
                    <Button variant="link" size="sm" onClick={() => setReturning(row)}>
                      Came back
                    </Button>
                  ),
              },
            ]}
          />
        )}
        {returning && (
          <ReturnDialog
            letter={returning}
            today={today}
            onClose={() => setReturning(null)}
            key={returning.id}
          />
        )}
      </TabPanel>
    </Page>
  );
}

function ReturnDialog({
  letter,
  today,
  onClose,
}: {
  readonly letter: Letter;
  readonly today: string;
  readonly onClose: () => void;
}) {
  const [reason, setReason] = useKept('ReturnDialog.reason', '', letter.id);
  const save = useMutation(
    orpc.letters.returned.mutationOptions({
      onSuccess: () => {
        showToast({ text: 'Recorded. The lead has a task to find the address.' });
        onClose();
      },
    }),
  );
  return (
    <Dialog title={`The letter to ${letter.member.name} came back`} opened onClose={onClose}>
      <div className={styles.form}>
        <p className={styles.quiet}>{letter.address}</p>
        <TextField
          label="Why it came back"
          help="as the envelope says"
          value={reason}
          maxLength={200}
          onChange={setReason}
        />
        {save.error && <ErrorLine error={save.error} />}
        <div className={styles.buttons}>
          <Button onClick={onClose}>Not now</Button>
          <Button
            variant="ember"
            keys="Ctrl+Enter"
            busy={save.isPending}
            onClick={() => save.mutate({ id: letter.id, on: today, reason })}
          >
            Record
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
