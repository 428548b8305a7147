import { IconUserPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ROLE_WORDS } from '#shared/roles.ts';
import type { Staff } from '#shared/users/contract.ts';
import { api, orpc } from '../api.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { ListTable } from '../components/list-table.tsx';
import { Page, PageFooter } from '../components/page.tsx';
import { Pairs, Rail, RailSection } from '../components/rail.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { AccountDialog, type AccountTask } from './account-dialog.tsx';
import { AddStaffDialog } from './add-staff-dialog.tsx';
import { AllowUnlockDialog } from './allow-unlock-dialog.tsx';
import { CredentialDialog, CredentialHistory } from './credential-dialog.tsx';
import styles from './users-page.module.css';

/** Everyone on the staff: role, clinical or not, NPI, and who can unlock this workspace. */
export function UsersPage() {
  const staff = useQuery(orpc.users.list.queryOptions({ input: {} }));
  const [adding, setAdding] = useKept('UsersPage.adding', false);
  const [allowing, setAllowing] = useState<Staff | null>(null);
  const [selected, setSelected] = useKept<string | null>('UsersPage.selected', null);
  const [crediting, setCrediting] = useKept<Staff | null>('UsersPage.crediting', null);
  const [task, setTask] = useState<AccountTask | null>(null);
  const rows = (staff.data ?? []).filter((row) => !row.removed);
  const person = rows.find((row) => row.id === selected) ?? rows[0];
  return (
    <Page
      title="Users"
      subtitle={staff.data && `${rows.length} on the staff`}
      flush
      rail={
        person && (
          <StaffRail
            person={person}
            onAllow={() => setAllowing(person)}
            onTask={setTask}
            onCredential={() => setCrediting(person)}
          />
        )
      }
      actions={
        <Button
          variant="ember"
          keys="Ctrl+Enter"
          icon={<IconUserPlus size={16} stroke={1.75} aria-hidden />}
          onClick={() => setAdding(true)}
        >
          Add person
        </Button>
      }
      footer={
        <PageFooter keys={[{ keys: 'j k', label: 'move' }]} right={`${rows.length} of ${rows.length}`} />
      }
    >
      {staff.error && <ErrorLine error={staff.error} onRetry={() => void staff.refetch()} />}
      {staff.isLoading && <SkeletonRows />}
      {staff.data && (
        <ListTable
          label="Users"
          autoFocus
          rowKey={(row) => row.id}
          rowName={(row) => row.name}
          selected={person?.id ?? null}
          onSelect={setSelected}
          groups={[{ key: 'all', rows }]}
          columns={[
            {
              key: 'name',
              header: 'Name',
              width: 'minmax(150px, 1.5fr)',
              cell: (row) => <strong>{row.credential ? `${row.name}, ${row.credential}` : row.name}</strong>,
            },
            { key: 'role', header: 'Role', width: 'minmax(110px, 1fr)', cell: (row) => ROLE_WORDS[row.role] },
            {
              key: 'clinical',
              header: 'Services',
              width: '92px',
              cell: (row) => (row.clinical ? 'clinical' : 'non-clinical'),
            },
            {
              key: 'npi',
              header: 'NPI',
              width: '92px',
              cell: (row) => <span className="mono">{row.npi ?? ''}</span>,
            },
            {
              key: 'unlock',
              header: 'Unlocks',
              width: '64px',
              cell: (row) =>
                row.active ? (
                  row.canUnlock ? (
                    'yes'
                  ) : (
                    <span className="quiet">not yet</span>
                  )
                ) : (
                  <span className="quiet">off</span>
                ),
            },
          ]}
        />
      )}
      <AddStaffDialog opened={adding} onClose={() => setAdding(false)} onAdded={setSelected} />
      {crediting && (
        <CredentialDialog key={crediting.id} person={crediting} onClose={() => setCrediting(null)} />
      )}
      {task && person && (
        <AccountDialog
          key={`${task} ${person.id}`}
          task={task}
          person={person}
          onClose={() => setTask(null)}
          onRemoved={() => {
            setSelected(null);
            setTask('keys');
          }}
        />
      )}
      <AllowUnlockDialog person={allowing} onClose={() => setAllowing(null)} />
    </Page>
  );
}

function StaffRail({
  person,
  onAllow,
  onTask,
  onCredential,
}: {
  readonly person: Staff;
  readonly onAllow: () => void;
  readonly onTask: (task: AccountTask) => void;
  readonly onCredential: () => void;
}) {
  const client = useQueryClient();
  const turn = useMutation({
    mutationFn: () =>
      person.active ? api.users.disable({ userId: person.id }) : api.users.enable({ userId: person.id }),
    onSuccess: () => client.invalidateQueries(),
    meta: { saves: false },
  });
  return (
    <Rail label={`About ${person.name}`}>
      <RailSection title={person.name} plain>
        <Pairs rows={[{ label: 'Role', value: ROLE_WORDS[person.role] }]} />
        <div className={styles.below}>
          <Button onClick={() => onTask('role')}>Change role</Button>
        </div>
      </RailSection>
      <CredentialHistory person={person} onRecord={onCredential} />
      <RailSection title="Getting in">
        {!person.active && <p className={styles.text}>Switched off: the passphrase opens nothing.</p>}
        {person.canUnlock ? (
          <>
            <p className={styles.text}>Unlocks this workspace with a passphrase of their own.</p>
            <Button onClick={() => onTask('passphrase')}>Set a new passphrase</Button>
          </>
        ) : (
          <>
            <p className={styles.text}>
              Can be named in notes, and cannot unlock. A first passphrase lets them in; tell it to them in
              person.
            </p>
            <Button onClick={onAllow}>Set a passphrase</Button>
          </>
        )}
      </RailSection>
      <RailSection title="Leaving">
        <div className={styles.list}>
          <Button busy={turn.isPending} onClick={() => turn.mutate()}>
            {person.active ? 'Switch off' : 'Switch on'}
          </Button>
          <Button onClick={() => onTask('remove')}>Remove</Button>
          <Button onClick={() => onTask('keys')}>Change the keys</Button>
          {turn.error && <ErrorLine error={turn.error} />}
        </div>
      </RailSection>
    </Rail>
  );
}
