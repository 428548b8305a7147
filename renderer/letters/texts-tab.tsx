import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { LetterTemplate } from '#shared/letters/contract.ts';
import { LANGUAGE_WORDS, LETTER_WORDS, TEMPLATE_STATE_WORDS } from '#shared/letters/kinds.ts';
import { orpc } from '../api.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { ListTable } from '../components/list-table.tsx';
import { Page, PageFooter } from '../components/page.tsx';
import { Rail, RailSection } from '../components/rail.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { TabPanel } from '../components/tabs.tsx';
import { Tag } from '../components/tag.tsx';
import styles from './letters.module.css';
import { ApproveDialog, EditDialog } from './text-dialogs.tsx';

/** The texts with language, version, approval and reading level. Approved ones are locked. */
export function TextsTab({ bar, mayChange }: { readonly bar: ReactNode; readonly mayChange: boolean }) {
  const query = useQuery(orpc.letters.library.queryOptions({ input: {} }));
  const [selected, setSelected] = useKept<string | null>('TextsTab.selected', null);
  const [open, setOpen] = useKept<'approve' | 'edit' | null>('TextsTab.open', null);
  const retire = useMutation(orpc.letters.retire.mutationOptions());
  const rows = query.data?.templates ?? [];
  const shown = rows.find(({ id }) => id === selected) ?? rows[0] ?? null;
  const reason = mayChange ? null : 'An administrator approves texts.';
  return (
    <Page
      title="Letters"
      subtitle="texts and their approval"
      flush
      bar={bar}
      actions={
        shown && (
          <>
            {(shown.state === 'plan_approved' || shown.state === 'dhcs_approved') && (
              <Button
                disabledReason={reason}
                busy={retire.isPending}
                onClick={() => retire.mutate({ id: shown.id })}
              >
                Retire
              </Button>
            )}
            <Button disabledReason={reason} onClick={() => setOpen('edit')}>
              {shown.state === 'draft' && shown.version > 0 ? 'Edit' : 'New version'}
            </Button>
            {shown.state === 'draft' && (
              <Button
                variant="ember"
                keys="Ctrl+Enter"
                disabledReason={reason}
                onClick={() => setOpen('approve')}
              >
                Record approval
              </Button>
            )}
          </>
        )
      }
      railWidth={330}
      rail={<TextRail shown={shown} />}
      footer={
        <PageFooter keys={[{ keys: 'j k', label: 'move' }]} right={`${rows.length} of ${rows.length}`} />
      }
    >
      <TabPanel name="letters" tab="texts">
        {query.error && <ErrorLine error={query.error} onRetry={() => void query.refetch()} />}
        {retire.error && <ErrorLine error={retire.error} />}
        {!query.data && !query.error && <SkeletonRows />}
        {rows.length > 0 && (
          <ListTable
            label="Texts"
            autoFocus
            rowKey={(row) => row.id}
            rowName={(row) => `${LETTER_WORDS[row.kind]}, ${LANGUAGE_WORDS[row.language]}`}
            selected={shown?.id ?? null}
            onSelect={setSelected}
            groups={[{ key: 'all', rows }]}
            columns={[
              {
                key: 'kind',
                header: 'Letter',
                width: 'minmax(160px, 2fr)',
                cell: (row) => <strong>{LETTER_WORDS[row.kind]}</strong>,
              },
              {
                key: 'language',
                header: 'Language',
                width: '84px',
                cell: (row) => LANGUAGE_WORDS[row.language],
              },
              {
                key: 'plan',
                header: 'Plan',
                width: 'minmax(90px, 1fr)',
                cell: (row) => (row.version === 0 ? 'shipped text' : (row.plan?.name ?? 'every plan')),
              },
              {
                key: 'version',
                header: 'Version',
                width: '64px',
                align: 'end',
                cell: (row) => (row.version === 0 ? '' : row.version),
              },
              {
                key: 'grade',
                header: 'Grade',
                width: '56px',
                align: 'end',
                cell: (row) => (row.grade === null ? '' : row.grade.toFixed(1)),
              },
              {
                key: 'state',
                header: 'State',
                width: 'minmax(150px, 1.4fr)',
                cell: (row) => (
                  <Tag state={row.state === 'draft' ? 'due' : row.state === 'retired' ? 'neutral' : 'done'}>
                    {row.approvalId
                      ? `${TEMPLATE_STATE_WORDS[row.state]}, ${row.approvalId}`
                      : TEMPLATE_STATE_WORDS[row.state]}
                  </Tag>
                ),
              },
            ]}
          />
        )}
        {open === 'approve' && shown && (
          <ApproveDialog key={shown.id} template={shown} onClose={() => setOpen(null)} />
        )}
        {open === 'edit' && shown && (
          <EditDialog key={shown.id} template={shown} onClose={() => setOpen(null)} />
        )}
      </TabPanel>
    </Page>
  );
}

function TextRail({ shown }: { readonly shown: LetterTemplate | null }) {
  return (
    <Rail label="About this text">
      {shown && (
        <>
          <RailSection title="Checks">
            {shown.problems.map((problem) => (
              <p key={problem}>
                <Tag state="urgent">{problem}</Tag>
              </p>
            ))}
            {shown.problems.length === 0 && (
              <Tag state="done">{shown.byPerson ? 'form holds' : 'form and tone hold'}</Tag>
            )}
            {shown.byPerson && (
              <p>
                <Tag state={shown.readBy ? 'done' : 'held'}>
                  {shown.readBy
                    ? `tone and reading level confirmed by ${shown.readBy}`
                    : `tone and reading level in ${LANGUAGE_WORDS[shown.language]} cannot be checked here, a person confirms them`}
                </Tag>
              </p>
            )}
            {shown.aboveTarget && (
              <p>
                <Tag state="due">{`reads at grade ${shown.grade ?? ''}, sixth is the most`}</Tag>
              </p>
            )}
          </RailSection>
          <RailSection title={shown.title}>
            <div className={styles.paper} lang={shown.language}>
              <p>{shown.body}</p>
            </div>
          </RailSection>
        </>
      )}
    </Rail>
  );
}
