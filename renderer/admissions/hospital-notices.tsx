import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { NoticeFile, NoticeRow } from '#shared/admissions/contract.ts';
import { api, orpc } from '../api.ts';
import { queryClient } from '../app/query-client.ts';
import { showToast } from '../app/toast/toast.ts';
import { Button } from '../components/button.tsx';
import { shortDateWithYear } from '../components/date-text.ts';
import { ErrorLine } from '../components/error-line.tsx';
import { RailSection } from '../components/rail.tsx';
import { SelectField } from '../components/select-field.tsx';
import { ColumnsOfList } from './columns-of-list.tsx';
import styles from './hospital-notices.module.css';

/** What became of each hospital notice of a file; those that wait can be given to a member, or put aside. */
export function HospitalNotices({
  receivedId,
  waits,
}: {
  readonly receivedId: string;
  /** Whether the file waits for a person. */
  readonly waits: boolean;
}) {
  const query = useQuery(orpc.admissions.file.queryOptions({ input: { receivedId } }));
  const [chosen, setChosen] = useState<string | null>(null);
  if (query.error) return <ErrorLine error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return null;
  const { notices, counts, sheet } = query.data;
  const waiting = notices.filter(({ state }) => state === 'waiting');
  const settled = notices.filter(({ state }) => state !== 'waiting');
  const open = waiting.find(({ id }) => id === chosen) ?? waiting.find(({ canConfirm }) => canConfirm);
  return (
    <>
      {waiting.length > 0 && (
        <RailSection title="Wait for a person" right={counts.waiting}>
          <ul className={styles.list}>
            {waiting.map((one) => (
              <WaitingNotice
                key={one.id}
                notice={one}
                open={one.id === open?.id}
                onOpen={() => setChosen(one.id)}
              />
            ))}
          </ul>
          {counts.waiting > waiting.length && (
            <p className="quiet">The others show when these are settled.</p>
          )}
        </RailSection>
      )}
      {settled.length > 0 && <Settled notices={settled} counts={counts} />}
      {sheet && <ColumnsOfList receivedId={receivedId} waits={waits} sheet={sheet} />}
    </>
  );
}

function Settled({
  notices,
  counts,
}: {
  readonly notices: readonly NoticeRow[];
  readonly counts: NoticeFile['counts'];
}) {
  const nothing = counts.nothing > 0 ? `, ${counts.nothing} with nothing to record` : '';
  return (
    <RailSection title="Settled" right={`${counts.applied} in charts${nothing}`}>
      <ul className={styles.list}>
        {notices.map((one) => (
          <li key={one.id} className={styles.settled}>
            {one.member ? (
              <Link to={`/members/${one.member.id}` as never}>{one.member.name}</Link>
            ) : (
              <span>{one.person || one.place}</span>
            )}
            <span className={styles.second}>{one.sentence}</span>
          </li>
        ))}
      </ul>
    </RailSection>
  );
}

function WaitingNotice({
  notice,
  open,
  onOpen,
}: {
  readonly notice: NoticeRow;
  readonly open: boolean;
  readonly onOpen: () => void;
}) {
  const dismiss = useMutation(orpc.admissions.dismiss.mutationOptions());
  const who = notice.person || 'Nobody named';
  return (
    <li className={styles.waiting}>
      <p className={styles.who}>
        {who}
        <span className={styles.place}>{notice.place}</span>
      </p>
      <p className={styles.second}>
        {[notice.birthDate && `born ${shortDateWithYear(notice.birthDate)}`, notice.what]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {notice.ids.length > 0 && <p className={styles.ids}>{notice.ids.slice(0, 4).join('  ')}</p>}
      <p className={styles.why}>{notice.sentence}</p>
      {open && notice.canConfirm && <WhoIsIt notice={notice} />}
      <div className={styles.buttons}>
        {!open && notice.canConfirm && (
          <Button size="sm" aria-label={`Who is it? ${who}, ${notice.place}`} onClick={onOpen}>
            Who is it?
          </Button>
        )}
        <Button
          size="sm"
          aria-label={`Nothing to do about ${who}, ${notice.place}`}
          busy={dismiss.isPending}
          onClick={() => dismiss.mutate({ id: notice.id })}
        >
          Nothing to do
        </Button>
      </div>
      {dismiss.error && <ErrorLine error={dismiss.error} safe="The notice still waits." />}
    </li>
  );
}

/** Who a notice may be about; nothing is written before a person presses a name. */
function WhoIsIt({ notice }: { readonly notice: NoticeRow }) {
  const query = useQuery(orpc.admissions.proposals.queryOptions({ input: { id: notice.id } }));
  const [words, setWords] = useState('');
  const confirm = useMutation({
    mutationFn: (memberId: string) => api.admissions.confirm({ id: notice.id, memberId }),
    onSuccess: ({ sentence }) => {
      showToast({ text: sentence });
      return queryClient.invalidateQueries();
    },
  });
  const hits = useQuery(
    orpc.members.search.queryOptions({ input: { text: words }, enabled: words.trim().length > 1 }),
  );
  const proposals = query.data?.proposals ?? [];
  const proposed = new Set(proposals.map(({ id }) => id));
  const found = (hits.data?.members ?? []).filter(({ id }) => !proposed.has(id));
  return (
    <div className={styles.proposals}>
      {proposals.map((one) => (
        <Button
          key={one.id}
          size="sm"
          aria-label={`It is ${one.name}`}
          busy={confirm.isPending}
          onClick={() => confirm.mutate(one.id)}
        >
          It is {one.name}
        </Button>
      ))}
      {proposals.length > 0 && (
        <p className={styles.second}>
          {proposals
            .map(
              (one) =>
                `${one.name}: born ${shortDateWithYear(one.birthDate)}, CIN ${one.cin}, ${one.because}`,
            )
            .join('. ')}
          .
        </p>
      )}
      {query.data && proposals.length === 0 && <p className={styles.second}>Nobody on file is like this.</p>}
      <SelectField
        label="Somebody else"
        help="type a name or CIN"
        choices={found.map((one) => ({
          value: one.id,
          label: `${one.name}, born ${shortDateWithYear(one.birthDate)}, ${one.planName}`,
        }))}
        value={null}
        onSearch={setWords}
        emptyText={words.trim().length > 1 ? 'Nobody has this name' : 'Type two letters or more'}
        onChange={(id) => id && confirm.mutate(id)}
      />
      {confirm.error && <ErrorLine error={confirm.error} safe="Nothing was recorded." />}
      {query.error && <ErrorLine error={query.error} onRetry={() => void query.refetch()} />}
    </div>
  );
}
