import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { type Layout, type LayoutColumn, type LayoutKind, layoutProblem } from '#shared/layouts/column.ts';
import { fieldsOf, LAYOUTS } from '#shared/layouts/kinds.ts';
import { orpc } from '../api.ts';
import { announce } from '../app/announce.tsx';
import { useKeys } from '../app/keyboard/use-keys.ts';
import { showToast } from '../app/toast/toast.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { ConfirmWithPlan } from '../components/confirm-with-plan.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { ListTable } from '../components/list-table.tsx';
import { Notice } from '../components/notice.tsx';
import { Page, PageFooter } from '../components/page.tsx';
import { TabPanel } from '../components/tabs.tsx';
import { ColumnRail } from './column-rail.tsx';
import styles from './layouts.module.css';
import { exampleOf, holds, NEW_COLUMN, unusedHeading } from './words.ts';

interface EditorProps {
  readonly plan: { readonly id: string; readonly shortName: string };
  readonly kind: LayoutKind;
  readonly saved: Layout;
  readonly changed: { readonly at: string; readonly by: string } | null;
  readonly bar: ReactNode;
}

interface Numbered {
  readonly column: LayoutColumn;
  readonly index: number;
}

/** The columns of one sheet of one plan; every change is a version of its own and can be taken back. */
export function LayoutEditor({ plan, kind, saved, changed, bar }: EditorProps) {
  const fields = fieldsOf(kind);
  const [draft, setDraft] = useKept('LayoutEditor.draft', saved, `${plan.id} ${kind}`);
  const [at, setAt] = useKept('LayoutEditor.at', 0, `${plan.id} ${kind}`);
  const [reveal, setReveal] = useState<string | null>(null);
  const known = useRef(saved);
  const save = useMutation(orpc.layouts.save.mutationOptions());
  const problem = layoutProblem(draft, fields);
  const current = Math.min(at, draft.columns.length - 1);

  const store = (next: Layout, undo = true) => {
    const before = known.current;
    if (layoutProblem(next, fields) || JSON.stringify(next) === JSON.stringify(before)) return;
    save.mutate(
      { planId: plan.id, kind, layout: next },
      {
        onSuccess: () => {
          known.current = next;
          if (!undo) return;
          showToast({
            text: 'Saved.',
            undo: () => {
              setDraft(before);
              store(before, false);
            },
          });
        },
      },
    );
  };
  const change = (next: Layout, keep = true) => {
    setDraft(next);
    if (keep) store(next);
  };
  const changeColumns = (columns: readonly LayoutColumn[], keep = true) =>
    change({ ...draft, columns: [...columns] }, keep);
  const select = (index: number) => {
    setAt(index);
    setReveal(String(index));
  };

  const move = (index: number, step: -1 | 1) => {
    const to = index + step;
    const columns = [...draft.columns];
    const [moved] = columns.splice(index, 1);
    if (!moved || to < 0 || to > columns.length) return false;
    columns.splice(to, 0, moved);
    changeColumns(columns);
    select(to);
    announce(`${moved.heading} is column ${to + 1} now.`);
    return true;
  };
  const add = () => {
    const columns = [...draft.columns];
    columns.splice(current + 1, 0, { ...NEW_COLUMN, heading: unusedHeading(draft.columns) });
    changeColumns(columns, false);
    select(current + 1);
    return true;
  };
  const remove = (index: number) => {
    if (draft.columns.length === 1) return false;
    changeColumns(draft.columns.filter((_, one) => one !== index));
    select(Math.max(0, index - 1));
    return true;
  };
  useKeys([
    { keys: 'a', label: 'Add a column below', group: 'screen', run: add },
    { keys: 'Alt+ArrowUp', label: 'Column up', group: 'screen', run: () => move(current, -1) },
    { keys: 'Alt+ArrowDown', label: 'Column down', group: 'screen', run: () => move(current, 1) },
  ]);

  const rows: readonly Numbered[] = draft.columns.map((column, index) => ({ column, index }));
  const unsure = draft.columns.filter((column) => column.confirm !== '').length;
  return (
    <Page
      title="File layouts"
      subtitle={`${plan.shortName}: ${LAYOUTS[kind].about}`}
      bar={bar}
      flush
      actions={
        <>
          <Button
            disabledReason={
              JSON.stringify(draft) === JSON.stringify(LAYOUTS[kind].standard)
                ? 'These are the columns Hearth begins with'
                : null
            }
            onClick={() => change(LAYOUTS[kind].standard)}
          >
            Begin again
          </Button>
          <Button
            variant="ember"
            keys="a"
            icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
            onClick={add}
          >
            Add a column
          </Button>
        </>
      }
      railWidth={360}
      rail={
        <ColumnRail
          kind={kind}
          layout={draft}
          index={current}
          changed={changed}
          onColumn={(column, keep) =>
            changeColumns(
              draft.columns.map((one, index) => (index === current ? column : one)),
              keep,
            )
          }
          onLayout={change}
          onLeave={() => store(draft)}
        />
      }
      footer={
        <PageFooter
          keys={[
            { keys: 'j k', label: 'move' },
            { keys: 'Alt+↑', label: 'up' },
            { keys: 'Alt+↓', label: 'down' },
            { keys: 'a', label: 'add below' },
          ]}
          right={`${draft.columns.length} columns${unsure > 0 && draft.confirmedWith === '' ? `, ${unsure} to confirm with the plan` : ''}`}
        />
      }
    >
      <TabPanel name="layouts" tab={kind}>
        {problem && (
          <Notice state="due" title="Not saved yet.">
            {problem}
          </Notice>
        )}
        {save.error && <ErrorLine error={save.error} safe="The columns on record are as before." />}
        <ListTable<Numbered>
          label="Columns of the file"
          autoFocus
          rowHeight={38}
          groups={[{ key: 'all', rows }]}
          rowKey={({ index }) => String(index)}
          rowName={({ column, index }) => `${column.heading}, column ${index + 1}, ${holds(column, fields)}`}
          selected={String(current)}
          onSelect={(key) => setAt(Number(key))}
          reveal={reveal}
          onOpen={() => document.querySelector<HTMLElement>('#column-heading')?.focus()}
          rowKeys={[{ keys: 'Delete', label: 'Take the column out', run: ({ index }) => remove(index) }]}
          columns={[
            {
              key: 'number',
              header: '#',
              width: '44px',
              align: 'end',
              cell: ({ index }) => <span className="quiet">{index + 1}</span>,
            },
            {
              key: 'heading',
              header: 'Heading',
              width: 'minmax(130px, 1.4fr)',
              cell: ({ column }) => (
                <span className={styles.cell}>
                  <strong>{column.heading}</strong>
                  {column.required && <span className="quiet"> needed</span>}
                </span>
              ),
            },
            {
              key: 'holds',
              header: 'Holds',
              width: 'minmax(90px, 1fr)',
              cell: ({ column }) => <span className={styles.cell}>{holds(column, fields)}</span>,
            },
            {
              key: 'example',
              header: 'Looks like',
              width: 'minmax(80px, 0.8fr)',
              cell: ({ column }) => (
                <span className={styles.example}>{exampleOf(column, fields) || <i>empty</i>}</span>
              ),
            },
            {
              key: 'move',
              header: '',
              width: '142px',
              align: 'end',
              cell: ({ column, index }, { selected }) =>
                selected ? (
                  <span className={styles.moves}>
                    <IconButton name={`${column.heading} up`} tabIndex={-1} onClick={() => move(index, -1)}>
                      <IconArrowUp size={15} stroke={1.75} aria-hidden />
                    </IconButton>
                    <IconButton name={`${column.heading} down`} tabIndex={-1} onClick={() => move(index, 1)}>
                      <IconArrowDown size={15} stroke={1.75} aria-hidden />
                    </IconButton>
                    <IconButton
                      name={`Take out ${column.heading}`}
                      tabIndex={-1}
                      onClick={() => remove(index)}
                    >
                      <IconTrash size={15} stroke={1.75} aria-hidden />
                    </IconButton>
                  </span>
                ) : column.confirm !== '' && draft.confirmedWith === '' ? (
                  <ConfirmWithPlan />
                ) : null,
            },
          ]}
        />
      </TabPanel>
    </Page>
  );
}
