import { IconFileImport, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEntry } from '#shared/assessments/forms-contract.ts';
import { orpc } from '../../api.ts';
import { useGo } from '../../app/go.ts';
import { showToast } from '../../app/toast/toast.ts';
import { useKept } from '../../app/unfinished.ts';
import { Button } from '../../components/button.tsx';
import { ViewChips } from '../../components/choice-chips.tsx';
import { ErrorLine } from '../../components/error-line.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page, PageFooter } from '../../components/page.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { Tag } from '../../components/tag.tsx';
import { FormRail } from './form-rail.tsx';
import { Protocols } from './protocols.tsx';

const ORIGIN_WORDS = { shipped: 'with Hearth', imported: 'imported', own: 'your agency’s' } as const;

type View = 'forms' | 'protocols';

/** Every form with its versions and drafts, and the agency's safety protocols. */
export function FormsPage() {
  const [view, setView] = useKept<View>('FormsPage.view', 'forms');
  const list = useQuery(orpc.forms.list.queryOptions({ input: {} }));
  const bar = (
    <ViewChips<View>
      label="What is shown"
      views={[
        { value: 'forms', label: 'Forms', count: list.data?.forms.length },
        { value: 'protocols', label: 'Safety protocols' },
      ]}
      value={view}
      onChange={setView}
    />
  );
  if (view === 'protocols') {
    return (
      <Page title="Forms" subtitle="What to do after a safety answer" bar={bar}>
        <Protocols />
      </Page>
    );
  }
  return (
    <FormList
      forms={list.data?.forms ?? null}
      error={list.error}
      bar={bar}
      onRetry={() => void list.refetch()}
    />
  );
}

function FormList({
  forms,
  error,
  bar,
  onRetry,
}: {
  readonly forms: readonly FormEntry[] | null;
  readonly error: unknown;
  readonly bar: React.ReactNode;
  readonly onRetry: () => void;
}) {
  const go = useGo();
  const queries = useQueryClient();
  const [selected, setSelected] = useKept<string | null>('FormList.selected', null);
  const [told, setTold] = useState<readonly string[]>([]);
  const open = (formId: string) => go(`/admin/forms/${formId}`);
  const start = useMutation(
    orpc.forms.startDraft.mutationOptions({ onSuccess: ({ formId }) => open(formId) }),
  );
  const importForm = useMutation(
    orpc.assessments.importForm.mutationOptions({
      onSuccess: ({ id, title, problems }) => {
        if (id === null) return;
        setTold(problems);
        setSelected(id);
        showToast({ text: `${title} is in the library.` });
        void queries.invalidateQueries();
      },
    }),
  );
  const rows = forms ?? [];
  const current = rows.find(({ id }) => id === selected) ?? rows[0];
  const edit = (form: FormEntry) =>
    form.draft ? open(form.id) : start.mutate({ from: { formId: form.id } });
  const failed = start.error ?? importForm.error;
  return (
    <Page
      title="Forms"
      subtitle={forms && `${rows.length} in the library`}
      flush
      bar={bar}
      rail={
        current && (
          <FormRail
            form={current}
            busy={start.isPending}
            onEdit={() => edit(current)}
            onCopy={(version) =>
              start.mutate({
                from: { formId: current.id, ...(version !== undefined && { version }) },
                copy: true,
              })
            }
          />
        )
      }
      railWidth={244}
      actions={
        <>
          <Button
            icon={<IconFileImport size={16} stroke={1.75} aria-hidden />}
            busy={importForm.isPending}
            onClick={() => importForm.mutate({})}
          >
            Import a form
          </Button>
          <Button
            variant="ember"
            keys="Ctrl+Enter"
            icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
            busy={start.isPending}
            onClick={() => start.mutate({ from: null })}
          >
            New form
          </Button>
        </>
      }
      footer={
        <PageFooter
          keys={[
            { keys: 'j k', label: 'move' },
            { keys: 'Enter', label: 'open the draft, or begin one' },
          ]}
        />
      }
    >
      {error !== null && <ErrorLine error={error} onRetry={onRetry} />}
      {failed && <ErrorLine error={failed} />}
      {told.length > 0 && (
        <Notice state="neutral" title="What was left out or needs a look">
          <ul>
            {told.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Notice>
      )}
      {forms === null && error === null && <SkeletonRows />}
      {rows.length > 0 && (
        <ListTable<FormEntry>
          label="Forms"
          autoFocus
          rowKey={(row) => row.id}
          rowName={(row) => row.title}
          selected={current?.id ?? null}
          onSelect={setSelected}
          onOpen={edit}
          groups={[{ key: 'all', rows }]}
          columns={[
            {
              key: 'title',
              header: 'Form',
              width: 'minmax(170px, 2fr)',
              cell: (row) => <strong>{row.title}</strong>,
            },
            {
              key: 'origin',
              header: 'From',
              width: 'minmax(96px, 1fr)',
              cell: (row) => ORIGIN_WORDS[row.origin],
            },
            { key: 'version', header: 'Version', width: '76px', cell: (row) => row.version ?? '' },
            { key: 'items', header: 'Items', width: '60px', align: 'end', cell: (row) => row.items },
            {
              key: 'state',
              header: 'State',
              width: 'minmax(110px, 1fr)',
              cell: (row) =>
                row.blocked !== null ? (
                  <Tag state="held">cannot start</Tag>
                ) : row.draft ? (
                  <Tag state="incomplete">draft open</Tag>
                ) : (
                  <Tag state="done">in use</Tag>
                ),
            },
          ]}
        />
      )}
    </Page>
  );
}
