import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PolicyState } from '#shared/policy/policy.ts';
import { UPDATE_WORDS } from '#shared/policy/policy.ts';
import { orpc } from '../api.ts';
import { useSession } from '../app/session.tsx';
import { Button } from '../components/button.tsx';
import { ConfirmDialog } from '../components/dialog.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { ListTable } from '../components/list-table.tsx';
import { Page, PageFooter } from '../components/page.tsx';
import { Rail, RailSection } from '../components/rail.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { Tag } from '../components/tag.tsx';
import styles from './users-page.module.css';

/** One rule of this computer: what holds, and which part of the file sets it. */
interface RuleRow {
  readonly setBy: string;
  readonly name: string;
  readonly value: string;
}

const minutes = (count: number) => (count === 1 ? '1 minute' : `${count} minutes`);

function hostWords(hosts: readonly string[] | null): string {
  if (hosts === null) return 'the server of any plan’s profile';
  return hosts.length === 0 ? 'none: nothing is sent or fetched' : hosts.join(', ');
}

/** The rules in the words of the page. */
function rowsOf({ policy }: PolicyState): readonly RuleRow[] {
  const { refusedWords } = policy;
  return [
    { setBy: 'idleMinutes', name: 'Locks', value: `after ${minutes(policy.idleMinutes)} without input` },
    {
      setBy: 'passphrase.minLength',
      name: 'New passphrases',
      value: `at least ${policy.minPassphrase} characters`,
    },
    {
      setBy: 'passphrase.refusedWords',
      name: 'Words no passphrase holds',
      value: refusedWords.length === 0 ? 'none' : refusedWords.join(', '),
    },
    {
      setBy: 'deviceUnlockHours',
      name: 'Without a passphrase',
      value:
        policy.deviceUnlockHours === 0
          ? 'never: it is typed after every lock'
          : `after a lock of the screen, for ${policy.deviceUnlockHours} hours, for whoever turns it on`,
    },
    { setBy: 'allowedSftpHosts', name: 'Files go to and come from', value: hostWords(policy.allowedHosts) },
    { setBy: 'updates', name: 'Updates', value: UPDATE_WORDS[policy.updates] },
    {
      setBy: 'dataFolder',
      name: 'Workspace folder',
      value: policy.dataFolder ?? 'the local application data of whoever signed in',
    },
    {
      setBy: 'escrowPublicKey',
      name: 'The organization’s key',
      value: policy.escrowPublicKey
        ? 'every workspace has a way in for its private half, which is kept offline'
        : 'none: only passphrases and the printed code open the workspace',
    },
  ];
}

/** Who set a rule; while the file is refused its strictest value holds for everything that could be stricter. */
function SetBy({ state, row }: { readonly state: PolicyState; readonly row: RuleRow }) {
  if (state.source === 'refused') return <Tag state="due">file not used</Tag>;
  if (state.setByFile.includes(row.setBy)) return <Tag state="held">set by policy</Tag>;
  return <span className="quiet">Hearth’s own</span>;
}

/** What holds on this computer, and which of it whoever looks after it has set; nothing here can be changed. */
export function PolicyPage() {
  const policy = useQuery(orpc.policy.current.queryOptions({ input: {} }));
  const state = policy.data;
  const rows = state ? rowsOf(state) : [];
  return (
    <Page
      title="Policy"
      subtitle="What holds on this computer, and who set it"
      flush
      railWidth={240}
      rail={
        state && (
          <Rail label="About the policy">
            <RailSection title="The policy file">
              <p className={styles.text}>
                {state.source === 'none'
                  ? 'There is none, so Hearth’s own rules hold. Whoever looks after this computer can put one here:'
                  : 'Read from here when Hearth starts and each time it locks:'}
              </p>
              <p className={`${styles.text} mono ${styles.path}`}>{state.path}</p>
              <p className={styles.text}>
                It counts only when it belongs to the administrator of the computer and nobody else can change
                it. Hearth itself never writes it.
              </p>
            </RailSection>
            <CaseloadRule />
          </Rail>
        )
      }
      footer={<PageFooter keys={[{ keys: 'j k', label: 'move' }]} right={state && `${rows.length} rules`} />}
    >
      {policy.error && <ErrorLine error={policy.error} onRetry={() => void policy.refetch()} />}
      {policy.isLoading && <SkeletonRows />}
      {state && (
        <ListTable
          label="Rules of this computer"
          autoFocus
          rowKey={(row) => row.setBy}
          rowName={(row) => `${row.name}: ${row.value}`}
          groups={[{ key: 'all', rows }]}
          columns={[
            {
              key: 'name',
              header: 'Rule',
              width: '200px',
              cell: (row) => <strong>{row.name}</strong>,
            },
            {
              key: 'value',
              header: 'What holds',
              width: 'minmax(220px, 1fr)',
              cell: (row) => <span title={row.value}>{row.value}</span>,
            },
            {
              key: 'by',
              header: 'Set by',
              width: '132px',
              cell: (row) => <SetBy state={state} row={row} />,
            },
          ]}
        />
      )}
    </Page>
  );
}

/** The agency's own rule about who sees whom; an administrator closes and opens caseloads. */
function CaseloadRule() {
  const client = useQueryClient();
  const { user } = useSession();
  const [asking, setAsking] = useState(false);
  /** What the dialog asks; it stays the same while the dialog goes. */
  const [closing, setClosing] = useState(true);
  const access = useQuery(orpc.assignments.access.queryOptions({ input: {} }));
  const set = useMutation({ ...orpc.assignments.setAccess.mutationOptions(), meta: { saves: false } });
  if (!access.data) return null;
  const { closed } = access.data;
  return (
    <RailSection title="Caseloads" right={closed ? 'closed' : 'open'}>
      <p className={styles.text}>
        {closed
          ? 'Coordinators, outreach workers and navigators see only whom they lead or have a task about. Other charts open to them for some hours, with a reason.'
          : 'Everybody on the care team sees every member of the agency.'}
      </p>
      {set.error && <ErrorLine error={set.error} />}
      {user.role === 'administrator' && (
        <Button
          onClick={() => {
            setClosing(!closed);
            setAsking(true);
          }}
        >
          {closed ? 'Open caseloads' : 'Close caseloads'}
        </Button>
      )}
      <ConfirmDialog
        title={closing ? 'Close caseloads?' : 'Open all caseloads?'}
        opened={asking}
        onClose={() => setAsking(false)}
        verb={closing ? 'Close caseloads' : 'Open caseloads'}
        safeVerb="Not now"
        busy={set.isPending}
        onConfirm={() =>
          set.mutate(
            { closed: closing },
            {
              onSuccess: async () => {
                setAsking(false);
                await client.invalidateQueries();
              },
            },
          )
        }
      >
        <p className={styles.text}>
          {closing
            ? 'From now on coordinators, outreach workers and navigators see only their own caseload: lists, searches, charts. Rosters, merging and the assignment board stay with leads and administrators.'
            : 'Everybody on the care team sees every member again. It counts at once.'}
        </p>
      </ConfirmDialog>
    </RailSection>
  );
}
