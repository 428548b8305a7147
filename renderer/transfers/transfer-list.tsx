import {
  IconArrowDownLeft,
  IconArrowUpRight,
  IconChevronDown,
  IconChevronRight,
  IconClipboardHeart,
  IconFile,
  IconFileImport,
  IconFileInvoice,
  IconFileUnknown,
  IconReceiptDollar,
  IconTable,
  IconWalk,
} from '@tabler/icons-react';
import { type RefObject, useMemo } from 'react';
import type { ReceivedRow, TransferKind, TransferRow } from '#shared/transfers/contract.ts';
import { GroupHeader } from '../components/group-header.tsx';
import { Kbd } from '../components/kbd.tsx';
import { RowName } from '../components/list-row.tsx';
import { ListTable } from '../components/list-table.tsx';
import type { Column, RowGroup } from '../components/list-types.ts';
import { SearchField } from '../components/search-field.tsx';
import { Tag } from '../components/tag.tsx';
import { groupProgress, groupSecond, groupWords } from './group-words.ts';
import { type FileRow, type GroupRow, inRow, ledgerRows, rowTitle } from './list-rows.ts';
import { moveInOutbox } from './move-rows.ts';
import { sendFiles, shareSent, useSending } from './sending.ts';
import styles from './transfer-list.module.css';
import { fileSize, moment, type PlanWay, receivedWords, stateWords } from './words.ts';

const KIND_ICONS = {
  encounters: IconReceiptDollar,
  action_plans: IconClipboardHeart,
  return_file: IconTable,
  outreach_tracker: IconWalk,
  invoice: IconFileInvoice,
  document: IconFile,
} as const satisfies Record<TransferKind, unknown>;

interface TransferListProps {
  readonly outbox: readonly TransferRow[];
  /** The outbox line by line. */
  readonly rows: readonly FileRow[];
  readonly inbox: readonly ReceivedRow[];
  readonly checkedAt: string | null;
  readonly ledger: readonly TransferRow[];
  readonly received: readonly ReceivedRow[];
  /** How many both ledgers hold that match. */
  readonly ledgerCount: number;
  /** How files get to each plan. */
  readonly ways: ReadonlyMap<string, PlanWay>;
  readonly find: string;
  readonly onFind: (text: string) => void;
  readonly search: RefObject<HTMLInputElement | null>;
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
  /** The lines that stand for several files and are open. */
  readonly open: ReadonlySet<string>;
  /** Opens or closes a line that stands for several files. */
  readonly onToggle: (group: GroupRow) => void;
  /** Saves what was sent or came. */
  readonly onOpen: (row: FileRow) => void;
  /** Asks why sent files are to go again. */
  readonly onAgain: (files: readonly TransferRow[], title: string) => void;
}

/** Outbox, inbox and ledger, one under the other. */
export function TransferList(props: TransferListProps) {
  const { outbox, inbox, checkedAt, ledger, received, ledgerCount, ways, find, search } = props;
  const columns = useColumns(ways);
  const both = ledgerRows(ledger, received, props.open, props.selected);
  const groups: readonly RowGroup<FileRow>[] = [
    {
      key: 'outbox',
      header: (
        <GroupHeader
          title="Outbox"
          count={outbox.length === 0 ? 'nothing waits' : outbox.length}
          right={
            outbox.length > 1 && (
              <span className={styles.quiet}>
                <Kbd keys="Alt+↑" /> <Kbd keys="Alt+↓" /> reorder
              </span>
            )
          }
        />
      ),
      rows: props.rows,
    },
    {
      key: 'inbox',
      header: (
        <GroupHeader
          title="Inbox"
          count={inbox.length === 0 ? 'nothing new' : `${inbox.length} to decide`}
          right={
            <span className={styles.quiet}>
              {checkedAt ? `checked ${moment(checkedAt)}` : 'not checked yet'}
            </span>
          }
        />
      ),
      rows: inbox.map(inRow),
    },
    {
      key: 'ledger',
      header: (
        <GroupHeader
          title="Ledger"
          count={ledgerWords(ledger.length + received.length, ledgerCount, find)}
          right={
            <SearchField
              ref={search}
              label="Find in ledger"
              value={find}
              onChange={props.onFind}
              onLeave={() => document.querySelector<HTMLElement>('[data-row][tabindex="0"]')?.focus()}
            />
          }
        />
      ),
      rows: both,
    },
  ];
  return (
    <ListTable
      label="Outbox, inbox and ledger"
      columns={columns}
      groups={groups}
      headless
      autoFocus
      rowHeight={46}
      rowKey={(row) => row.id}
      rowName={(row) =>
        [
          rowTitle(row),
          row.file.planName,
          wordsOf(row, props.ways).words,
          ...(row.way === 'many' ? [row.open ? 'open' : 'closed'] : []),
        ].join(', ')
      }
      selected={props.selected}
      onSelect={props.onSelect}
      onOpen={(row) => row.way === 'many' && props.onToggle(row)}
      rowKeys={[
        {
          keys: 'r',
          label: 'Send again, same bytes',
          run: (row) => {
            if (row.way === 'in') return;
            const files = row.way === 'many' ? row.files : [row.file];
            if (row.file.state === 'sent') props.onAgain(files, row.file.title);
            else sendFiles(files);
          },
        },
        { keys: 'o', label: 'Save what was sent or came', run: props.onOpen },
        { keys: 'Alt+ArrowUp', label: 'Send earlier', run: (row) => moveInOutbox(props.rows, row, 'up') },
        { keys: 'Alt+ArrowDown', label: 'Send later', run: (row) => moveInOutbox(props.rows, row, 'down') },
      ]}
    />
  );
}

function wordsOf(row: FileRow, ways: ReadonlyMap<string, PlanWay>) {
  const way = ways.get(row.file.planId) ?? { byHand: true, nextRunAt: null };
  if (row.way === 'many') return groupWords(row, way);
  return row.way === 'out' ? stateWords(row.file, way) : receivedWords(row.file);
}

function ledgerWords(shown: number, count: number, find: string): string {
  if (find !== '') return count === 0 ? 'nothing found' : `${count} found`;
  return shown < count ? `newest ${shown} of ${count}` : 'every file, both ways, kept 10 years';
}

function useColumns(ways: ReadonlyMap<string, PlanWay>): readonly Column<FileRow>[] {
  return useMemo(
    () => [
      {
        key: 'kind',
        header: 'Kind',
        width: '18px',
        cell: (row) => {
          const Icon = iconOf(row);
          return <Icon size={16} stroke={1.75} aria-hidden className={styles.icon} />;
        },
      },
      {
        key: 'file',
        header: 'File',
        width: 'minmax(180px, 1fr)',
        cell: (row, { selected }) => <FileCell row={row} selected={selected} />,
      },
      {
        key: 'where',
        header: 'Plan or date',
        width: '130px',
        cell: (row) => (
          <span className={styles.quiet}>{inLedger(row) ? moment(row.at) : row.file.planName}</span>
        ),
      },
      {
        key: 'size',
        header: 'Size',
        width: '76px',
        align: 'end',
        cell: (row) => <span className={styles.quiet}>{fileSize(row.file.bytes)}</span>,
      },
      {
        key: 'state',
        header: 'State',
        width: '184px',
        cell: (row) => (
          <span className={styles.state}>
            <StateCell row={row} ways={ways} />
          </span>
        ),
      },
    ],
    [ways],
  );
}

function inLedger(row: FileRow): boolean {
  return row.way === 'in' ? row.file.state === 'done' : row.file.state === 'sent';
}

function iconOf(row: FileRow) {
  if (row.way === 'many') return row.open ? IconChevronDown : IconChevronRight;
  if (row.way === 'out') return row.file.state === 'sent' ? IconArrowUpRight : KIND_ICONS[row.file.kind];
  if (row.file.state === 'done') return IconArrowDownLeft;
  return row.file.kind === 'unknown' ? IconFileUnknown : IconFileImport;
}

function FileCell({ row, selected }: { readonly row: FileRow; readonly selected: boolean }) {
  const second = secondLine(row, selected);
  return <RowName name={rowTitle(row)} second={<span title={second}>{second}</span>} />;
}

function secondLine(row: FileRow, selected: boolean): string {
  if (row.way === 'in') {
    const { file } = row;
    if (file.state === 'done') return `${file.fileName}, ${file.sentence}`;
    return file.firstLine === '' ? file.fileName : `${file.fileName}, first line reads “${file.firstLine}”`;
  }
  if (row.way === 'many') return groupSecond(row);
  const { file } = row;
  const test = file.usage === 'T' ? 'TEST, ' : '';
  const plan = file.state === 'sent' ? `, ${file.planName}` : '';
  return file.problem && !selected ? file.problem : `${test}${file.fileName}${plan}`;
}

function StateCell({ row, ways }: { readonly row: FileRow; readonly ways: ReadonlyMap<string, PlanWay> }) {
  const { current, waiting } = useSending();
  const group = row.way === 'many' ? groupProgress(row, current) : null;
  if (group || (current && current.file.id === row.id)) {
    const percent = Math.round((group?.share ?? (current ? shareSent(current) : 0)) * 100);
    return (
      <span className={styles.sending}>
        <Tag state="sent">
          {group ? `Sending ${group.number} of ${group.total}` : `Sending, ${percent} %`}
        </Tag>
        <span className={styles.track} aria-hidden>
          <span className={styles.bar} style={{ inlineSize: `${percent}%` }} />
        </span>
      </span>
    );
  }
  const ids = new Set(row.way === 'many' ? row.files.map(({ id }) => id) : [row.id]);
  const place = waiting.findIndex((file) => ids.has(file.id));
  if (place >= 0) return <Tag state="neutral">{place === 0 ? 'Next' : `After ${place} more`}</Tag>;
  const { state, words } = wordsOf(row, ways);
  return <Tag state={state}>{words}</Tag>;
}
